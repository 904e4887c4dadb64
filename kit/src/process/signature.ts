import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { refusal } from '../http/http-errors.js';

/** A secret shared by the gateway and one subgraph. The id distinguishes it from its successor during rotation. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** The parts of a request that are signed. */
export interface Signed {
  readonly method: string;
  /** Path with query string, exactly as in the request line. */
  readonly path: string;
  readonly body: string;
}

/** Default of the permitted difference between the time of a call and the local clock, in milliseconds. */
export const SIGNATURE_WINDOW_MS = 30_000;
const MIN_SECRET_LENGTH = 32;

/** Parses keys `id:secret`, separated by spaces. The first one signs; the others are accepted during rotation. */
export function readKeys(text: string): readonly SigningKey[] {
  return text.trim().split(/\s+/).map(readKey);
}

/** @throws Error whose message says what is accepted, without the secret */
export function readKey(text: string): SigningKey {
  const [, id, secret] = /^([\w.-]+):(\S+)$/.exec(text) ?? [];
  if (!id || !secret) throw new Error('expected id:secret, such as 2026a:…; separate several keys by spaces');
  if (secret.length < MIN_SECRET_LENGTH)
    throw new Error(
      `the secret of key "${id}" has ${secret.length} characters; expected at least ${MIN_SECRET_LENGTH}`,
    );
  return { id, secret };
}

/** Returns the value of `hub-signature`: an HMAC with time and nonce, valid once and for a short time. */
export function sign(
  { id, secret }: SigningKey,
  signed: Signed,
  now = Date.now(),
  nonce: string = randomUUID(),
): string {
  return `v1;key=${id};time=${now};nonce=${nonce};sum=${sumOf(secret, signed, now, nonce).toString('base64url')}`;
}

/** Verifies signatures: made by a known key, recent, and not used before. */
export class SignatureCheck {
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #now: () => number;
  readonly #window: number;
  #seen = new Set<string>();
  #seenPreviously = new Set<string>();
  #rotateAt = 0;

  /** @param window permitted difference between the time of a call and the local clock, in milliseconds */
  constructor(keys: readonly SigningKey[], window = SIGNATURE_WINDOW_MS, now: () => number = Date.now) {
    this.#secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
    this.#window = window;
    this.#now = now;
  }

  /**
   * Checks the header alone, before the body is read.
   * @returns the function that checks the whole request; it also throws UNSIGNED
   * @throws GraphQLError UNSIGNED
   */
  begin(header: string | string[] | undefined): (signed: Signed) => void {
    const [, id = '', time = '', nonce = '', sum = ''] = SIGNATURE.exec(String(header)) ?? [];
    if (!sum)
      throw unsigned(
        header === undefined ? 'this call has no signature' : 'the signature of this call cannot be parsed',
      );
    const secret = this.#secrets.get(id);
    if (secret === undefined) throw unsigned('this call is signed with an unknown key');
    const off = Math.abs(this.#now() - Number(time));
    if (off > this.#window)
      throw unsigned(
        `this call was signed ${Math.round(off / 1_000)} s before or after the local time; synchronise the clocks`,
      );
    return (signed) => {
      if (!isEqual(sumOf(secret, signed, Number(time), nonce), Buffer.from(sum, 'base64url')))
        throw unsigned('the signature does not match method, path and body');
      if (!this.#isFirst(nonce)) throw unsigned('the signature was already used');
    };
  }

  /** Remembers nonces of valid signatures only, and only while they could be replayed. Unsigned calls cannot fill memory. */
  #isFirst(nonce: string): boolean {
    if (this.#now() >= this.#rotateAt) {
      this.#seenPreviously = this.#now() >= this.#rotateAt + 2 * this.#window ? new Set() : this.#seen;
      this.#seen = new Set();
      this.#rotateAt = this.#now() + 2 * this.#window;
    }
    if (this.#seen.has(nonce) || this.#seenPreviously.has(nonce)) return false;
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

const unsigned = (reason: string) =>
  refusal('UNSIGNED', `This server accepts only calls signed by the gateway: ${reason}.`);
