import { connect, type Socket } from 'node:net';

export interface Flood {
  readonly seconds: number;
  /** Milliseconds of those that were answered with a 200, sorted. */
  readonly latencies: readonly number[];
  /** Refused with a 503 and a Retry-After. */
  readonly refused: number;
  /** Milliseconds of the refused, sorted. */
  readonly refusals: readonly number[];
  /** Any other answer, and connections that were cut. */
  readonly wrong: number;
  /** Sent, and not sent because every connection had a request under way. */
  readonly sent: number;
  readonly unsent: number;
}

interface FloodOptions {
  readonly port: number;
  readonly body: string;
  /** Requests a second, whatever is answered. */
  readonly rate: number;
  readonly connections: number;
  readonly seconds: number;
  /** Seconds at the beginning of which nothing is told. */
  readonly warming: number;
}

/** Sends requests at a rate that does not wait for answers, over so many connections at most. */
export async function flood({ port, body, rate, connections, seconds, warming }: FloodOptions): Promise<Flood> {
  const request = Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const begun = performance.now();
  const toldFrom = begun + warming * 1_000;
  const end = toldFrom + seconds * 1_000;
  const counts = { refused: 0, wrong: 0, sent: 0, unsent: 0 };
  const latencies: number[] = [];
  const refusals: number[] = [];
  const idle: Line[] = [];
  const told = (line: Line, outcome: Outcome, ms: number) => {
    if (outcome === 'idle' || outcome === 'cut') {
      lines--;
      const at = idle.indexOf(line);
      if (at >= 0) idle.splice(at, 1);
    } else idle.push(line);
    if (outcome === 'idle') return;
    const now = performance.now();
    if (now < toldFrom || now > end) return;
    if (outcome === 'good') latencies.push(ms);
    else if (outcome === 'refused') {
      counts.refused++;
      refusals.push(ms);
    } else counts.wrong++;
  };
  let lines = 0;
  const send = () => {
    let line = idle.pop();
    if (!line) {
      lines++;
      line = new Line(port, request, told);
    }
    line.ask();
    if (performance.now() >= toldFrom) counts.sent++;
  };
  let due = 0;
  while (performance.now() < end) {
    const now = ((performance.now() - begun) / 1_000) * rate;
    for (; due < now && (idle.length > 0 || lines < connections); due++) send();
    // Where every connection is taken, the rest is not even tried: the generator must not take what the stand-ins need.
    const left = Math.max(0, Math.ceil(now - due));
    if (performance.now() >= toldFrom) counts.unsent += left;
    due += left;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const line of idle) line.end();
  latencies.sort((a, b) => a - b);
  refusals.sort((a, b) => a - b);
  return { seconds, latencies, refusals, ...counts };
}

/** Idle: a connection without a request was closed. */
type Outcome = 'good' | 'refused' | 'wrong' | 'cut' | 'idle';

/** One connection, a request at a time. */
class Line {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #told: (line: Line, outcome: Outcome, ms: number) => void;
  #head = '';
  #left = -1;
  #asked = 0;
  #outcome: Outcome = 'wrong';
  #isOver = false;
  #isAsking = false;

  constructor(port: number, request: Buffer, told: (line: Line, outcome: Outcome, ms: number) => void) {
    this.#request = request;
    this.#told = told;
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
    if (!this.#isOver) this.#told(this, this.#isAsking ? 'cut' : 'idle', 0);
    this.#isOver = true;
  }

  #read(chunk: Buffer): void {
    if (this.#left < 0) {
      this.#head += chunk.toString('latin1');
      const at = this.#head.indexOf('\r\n\r\n');
      if (at === -1) return;
      const head = this.#head.slice(0, at).toLowerCase();
      const isRefused = head.startsWith('http/1.1 503') && head.includes('\r\nretry-after: ');
      this.#outcome = head.startsWith('http/1.1 200') ? 'good' : isRefused ? 'refused' : 'wrong';
      this.#left = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1]) - (this.#head.length - at - 4);
    } else this.#left -= chunk.length;
    if (this.#left > 0) return;
    this.#head = '';
    this.#left = -1;
    this.#isAsking = false;
    this.#told(this, this.#outcome, performance.now() - this.#asked);
  }
}
