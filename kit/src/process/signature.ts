import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { refusal } from '../http/http-errors.js';

/** A secret that the gateway and one subgraph share, and the name that tells it from the one that comes after it. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** What is signed of a request. */
export interface Signed {
  readonly method: string;
  /** With its query, as it stands in the request. */
  readonly path: string;
  readonly body: string;
}

/** Milliseconds: how far the clocks of two machines may differ, a call's way included. */
export const SIGNATURE_WINDOW_MS = 30_000;
const LEAST_SECRET = 32;

/** Reads `id:secret`, the one to sign with first, separated by spaces while keys are changed. */
export function readKeys(text: string): readonly SigningKey[] {
  return text.trim().split(/\s+/).map(readKey);
}

/** @throws Error with what is accepted; it never holds the secret */
export function readKey(text: string): SigningKey {
  const [, id, secret] = /^([\w.-]+):(\S+)$/.exec(text) ?? [];
  if (!id || !secret) throw new Error('a key is written id:secret, such as 2026a:… ; several are separated by spaces');
  if (secret.length < LEAST_SECRET)
    throw new Error(`the secret of key "${id}" has ${secret.length} characters; at least ${LEAST_SECRET} are needed`);
  return { id, secret };
}

/** The value of the header that proves, for a short while and once, who sends a request. */
export function sign({ id, secret }: SigningKey, signed: Signed, now = Date.now()): string {
  const nonce = randomUUID();
  return `v1;key=${id};time=${now};nonce=${nonce};sum=${sumOf(secret, signed, now, nonce).toString('base64url')}`;
}

/** Lets through what was signed with one of the keys, lately, and was not seen before. */
export class SignatureCheck {
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #now: () => number;
  readonly #window: number;
  #seen = new Set<string>();
  #seenBefore = new Set<string>();
  #turnAt = 0;

  /** @param window milliseconds around its time within which a call is good */
  constructor(keys: readonly SigningKey[], window = SIGNATURE_WINDOW_MS, now: () => number = Date.now) {
    this.#secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
    this.#window = window;
    this.#now = now;
  }

  /**
   * Looks at the header alone, before a stranger's body is read.
   * @returns looks at the rest; throws GraphQLError UNSIGNED, too
   * @throws GraphQLError UNSIGNED
   */
  begin(header: string | string[] | undefined): (signed: Signed) => void {
    const [, id = '', time = '', nonce = '', sum = ''] = SIGNATURE.exec(String(header)) ?? [];
    if (!sum) throw unsigned(header === undefined ? 'it has no signature' : 'its signature cannot be read');
    const secret = this.#secrets.get(id);
    if (secret === undefined) throw unsigned('it is signed with a key that is not known here');
    const off = Math.abs(this.#now() - Number(time));
    if (off > this.#window)
      throw unsigned(`it was signed ${Math.round(off / 1_000)} s from now; the clocks must agree`);
    return (signed) => {
      if (!isEqual(sumOf(secret, signed, Number(time), nonce), Buffer.from(sum, 'base64url')))
        throw unsigned('its signature is not of this method, path and body');
      if (!this.#isFirst(nonce)) throw unsigned('its signature was used before');
    };
  }

  /** Only what was signed is remembered, for as long as it would pass: strangers cannot fill the memory. */
  #isFirst(nonce: string): boolean {
    if (this.#now() >= this.#turnAt) {
      this.#seenBefore = this.#now() >= this.#turnAt + 2 * this.#window ? new Set() : this.#seen;
      this.#seen = new Set();
      this.#turnAt = this.#now() + 2 * this.#window;
    }
    if (this.#seen.has(nonce) || this.#seenBefore.has(nonce)) return false;
    this.#seen.add(nonce);
    return true;
  }
}

const SIGNATURE = /^v1;key=([\w.-]+);time=(\d{1,15});nonce=([\w-]{16,64});sum=([\w-]{43})$/;

function sumOf(secret: string, { method, path, body }: Signed, time: number, nonce: string): Buffer {
  const digest = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', secret).update(`v1\n${method}\n${path}\n${time}\n${nonce}\n${digest}`).digest();
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

const unsigned = (reason: string) => refusal('UNSIGNED', `Only the gateway is answered here, and ${reason}.`);
