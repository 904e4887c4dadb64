import { connect, type Socket } from 'node:net';

export interface Load {
  /** Answers that came whole, a second. */
  readonly rate: number;
  /** Milliseconds, sorted. */
  readonly latencies: readonly number[];
  /** Answers of another length than the first, or of another status than 200. */
  readonly wrong: number;
  readonly answers: number;
}

/** Asks over so many connections, each a request at a time, for a while. Bodies are counted, not looked at. */
export async function load(port: number, body: string, connections: number, seconds: number): Promise<Load> {
  const request = Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const end = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let wrong = 0;
  const told = (milliseconds: number, isRight: boolean) => {
    if (performance.now() > end) return;
    latencies.push(milliseconds);
    if (!isRight) wrong++;
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, () => new Asker(port, request, end, told).done));
  const elapsed = Math.min(performance.now(), end) - begun;
  latencies.sort((a, b) => a - b);
  return { rate: (latencies.length / elapsed) * 1000, latencies, wrong, answers: latencies.length };
}

/** One connection. It reads no more of HTTP than these servers speak: a status, a length or chunks, a body. */
class Asker {
  readonly done: Promise<void>;
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #end: number;
  readonly #told: (milliseconds: number, isRight: boolean) => void;
  #head = '';
  #left = -1;
  #asked = 0;
  #isRight = true;

  constructor(port: number, request: Buffer, end: number, told: (milliseconds: number, isRight: boolean) => void) {
    this.#request = request;
    this.#end = end;
    this.#told = told;
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.done = new Promise((resolve, reject) => {
      this.#socket.on('error', reject).on('close', () => resolve());
    });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#ask();
  }

  #ask(): void {
    this.#asked = performance.now();
    this.#socket.write(this.#request);
  }

  #read(chunk: Buffer): void {
    if (this.#left < 0) {
      this.#head += chunk.toString('latin1');
      const at = this.#head.indexOf('\r\n\r\n');
      if (at === -1) return;
      const head = this.#head.slice(0, at).toLowerCase();
      const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
      this.#isRight = head.startsWith('http/1.1 200') && length !== undefined;
      if (length === undefined) throw new Error(`An answer came without its length: ${head}`);
      this.#left = Number(length) - (this.#head.length - at - 4);
    } else this.#left -= chunk.length;
    if (this.#left > 0) return;
    this.#told(performance.now() - this.#asked, this.#isRight);
    this.#head = '';
    this.#left = -1;
    if (performance.now() < this.#end) this.#ask();
    else this.#socket.destroy();
  }
}
