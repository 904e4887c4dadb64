import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  readonly body: string;
}

const WINDOW_MS = 30_000;
const pattern = /^v1;key=([\w.-]+);time=(\d{1,15});nonce=([\w-]{16,64});sum=([\w-]{43})$/;

/** Reads `id:secret` pairs that are separated by spaces: several while keys are rotated. */
export function readKeys(text: string): Map<string, string> {
  const pairs = text.trim().split(/\s+/).filter(Boolean);
  return new Map(pairs.map((pair): [string, string] => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]));
}

/** Accepts only requests that the hub signed with one of the keys, lately and once. */
export class SignatureCheck {
  readonly #seen = new Map<string, number>();

  constructor(
    readonly keys: ReadonlyMap<string, string>,
    readonly now: () => number = Date.now,
  ) {}

  /** Returns why the request is refused; undefined if it is accepted. */
  refusal(header: string | string[] | undefined, { method, path, body }: SignedRequest): string | undefined {
    const [, id = '', time = '', nonce = '', sum = ''] = pattern.exec(String(header)) ?? [];
    const secret = this.keys.get(id);
    if (secret === undefined) return 'The request is not signed with a key of the hub.';
    if (Math.abs(this.now() - Number(time)) > WINDOW_MS) return 'The signature is too old.';
    const digest = createHash('sha256').update(body).digest('hex');
    const expected = createHmac('sha256', secret).update(`v1\n${method}\n${path}\n${time}\n${nonce}\n${digest}`).digest();
    const given = Buffer.from(sum, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'The signature is wrong.';
    return this.#isFirst(nonce) ? undefined : 'The signature was used before.';
  }

  #isFirst(nonce: string): boolean {
    const now = this.now();
    for (const [each, at] of this.#seen) {
      if (now - at <= 2 * WINDOW_MS) break;
      this.#seen.delete(each);
    }
    if (this.#seen.has(nonce)) return false;
    this.#seen.set(nonce, now);
    return true;
  }
}
