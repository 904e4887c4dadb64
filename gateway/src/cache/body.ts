/** Bytes from which a body is better written as bytes each time than as text. */
const large = 16 * 1024;

/** The body of an answer. Text that goes out once, and small text always, is written without a buffer of its own. */
export class Body {
  readonly length: number;
  #chunk: string | Buffer;
  #isOut = false;

  constructor(text: string) {
    this.#chunk = text;
    this.length = Buffer.byteLength(text);
  }

  /** For one response. */
  take(): string | Buffer {
    if (this.#isOut && this.length >= large && typeof this.#chunk === 'string') this.#chunk = this.bytes();
    this.#isOut = true;
    return this.#chunk;
  }

  bytes(): Buffer {
    return typeof this.#chunk === 'string' ? Buffer.from(this.#chunk) : this.#chunk;
  }
}
