import { type Answer, Line, type Listening, postOf } from './line.ts';
import { Tally, type Told } from './tally.ts';

export interface Flood extends Told {
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
  /** Whether all connections stand, and have had an answer each, before the flood comes. */
  readonly standing: boolean;
  readonly seconds: number;
  /** Seconds at the beginning of which nothing is told. */
  readonly warming: number;
}

/** Sends requests at a rate that does not wait for answers, over so many connections at most. */
export async function flood({ rate, standing, seconds, warming, ...options }: FloodOptions): Promise<Flood> {
  const lines = new Lines(options);
  if (standing) await lines.open();
  const tally = new Tally(seconds, warming);
  lines.tally = tally;
  const counts = { sent: 0, unsent: 0 };
  const begun = performance.now();
  let due = 0;
  while (!tally.isOver) {
    const now = ((performance.now() - begun) / 1_000) * rate;
    let sent = 0;
    for (; due < now && lines.ask(); due++) sent++;
    // Where every connection is taken, the rest is not even tried: the generator must not take what the stand-ins need.
    const unsent = Math.max(0, Math.ceil(now - due));
    due += unsent;
    if (tally.isTelling) {
      counts.sent += sent;
      counts.unsent += unsent;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  lines.end();
  return { ...tally.told, ...counts };
}

/** Connections opened at once before the flood: more would have to be tried again after a second. */
const AT_ONCE = 50;

class Lines implements Listening {
  readonly #options: { readonly port: number; readonly connections: number };
  readonly #request: Buffer;
  readonly #idle = new Set<Line>();
  readonly #all = new Set<Line>();
  tally?: Tally;

  constructor({ port, connections, body }: Pick<FloodOptions, 'port' | 'connections' | 'body'>) {
    this.#options = { port, connections };
    this.#request = postOf(body);
  }

  async open(): Promise<void> {
    while (this.#all.size < this.#options.connections) {
      for (let i = 0; i < AT_ONCE && this.#all.size < this.#options.connections; i++) this.#add().ask();
      while (this.#idle.size < this.#all.size) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** @returns whether a connection was free */
  ask(): boolean {
    let [line] = this.#idle;
    if (line) this.#idle.delete(line);
    else if (this.#all.size < this.#options.connections) line = this.#add();
    line?.ask();
    return line !== undefined;
  }

  end(): void {
    for (const line of this.#all) line.end();
  }

  answered(line: Line, answer: Answer): void {
    this.#idle.add(line);
    this.tally?.answered(answer);
  }

  gone(line: Line, asking: boolean): void {
    this.#all.delete(line);
    this.#idle.delete(line);
    if (asking) this.tally?.cut();
  }

  #add(): Line {
    const line = new Line(this.#options.port, this.#request, this);
    this.#all.add(line);
    return line;
  }
}
