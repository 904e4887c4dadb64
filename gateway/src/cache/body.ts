/** Bytes above which a body that is sent repeatedly is encoded once, not at each response. */
const large = 16 * 1024;

/** The body of a response. Text that is sent once, and small text, is written as a string, without a buffer. */
export class Body {
  readonly length: number;
  #chunk: string | Buffer;
  #isOut = false;

  constructor(text: string) {
    this.#chunk = text;
    this.length = Buffer.byteLength(text);
  }

  /** Returns the body for one HTTP response. */
  take(): string | Buffer {
    if (this.#isOut && this.length >= large && typeof this.#chunk === 'string') this.#chunk = this.bytes();
    this.#isOut = true;
    return this.#chunk;
  }

  bytes(): Buffer {
    return typeof this.#chunk === 'string' ? Buffer.from(this.#chunk) : this.#chunk;
  }
}
