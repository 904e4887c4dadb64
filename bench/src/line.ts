import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  /** Whether it says when to come again. */
  readonly hasRetryAfter: boolean;
  /** From the request to the last byte. */
  readonly ms: number;
}

export interface Listening {
  answered(line: Line, answer: Answer): void;
  /** The connection was closed by the other side, or never came about; `asking`: a request was under way. */
  gone(line: Line, asking: boolean): void;
}

/** A POST of an operation, as it goes over the wire. */
export const postOf = (body: string): Buffer =>
  Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

/**
 * One connection, a request at a time. It reads no more of HTTP than these servers speak: a status, a length, a body,
 * which is counted and not looked at.
 */
export class Line {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #listening: Listening;
  #head = '';
  #left = -1;
  #asked = 0;
  #status = 0;
  #hasRetryAfter = false;
  #isAsking = false;
  #isOver = false;

  constructor(port: number, request: Buffer, listening: Listening) {
    this.#request = request;
    this.#listening = listening;
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('error', () => {}).on('close', () => this.#cut());
    this.#socket.on('data', (chunk) => this.#read(chunk));
  }

  ask(): void {
    this.#isAsking = true;
    this.#asked = performance.now();
    this.#socket.write(this.#request);
  }

  end(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }

  #cut(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listening.gone(this, this.#isAsking);
  }

  #read(chunk: Buffer): void {
    if (this.#left >= 0) this.#left -= chunk.length;
    else if (!this.#readHead(chunk)) return;
    if (this.#left > 0) return;
    this.#head = '';
    this.#left = -1;
    this.#isAsking = false;
    const [status, hasRetryAfter] = [this.#status, this.#hasRetryAfter];
    this.#listening.answered(this, { status, hasRetryAfter, ms: performance.now() - this.#asked });
  }

  /** @returns whether it is whole */
  #readHead(chunk: Buffer): boolean {
    this.#head += chunk.toString('latin1');
    const at = this.#head.indexOf('\r\n\r\n');
    if (at === -1) return false;
    const head = this.#head.slice(0, at).toLowerCase();
    const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
    if (length === undefined) throw new Error(`An answer came without its length: ${head}`);
    this.#status = Number(head.slice(9, 12));
    this.#hasRetryAfter = head.includes('\r\nretry-after: ');
    this.#left = Number(length) - (this.#head.length - at - 4);
    return true;
  }
}
