import type { GatewayServer } from './contender.ts';
import { type Answer, Line, type Listening, postOf } from './line.ts';

/** What one contender did in one slice of time. */
export interface Slice {
  readonly contender: string;
  /** Its place in the sequence of all slices of a query. */
  readonly order: number;
  readonly requests: number;
  /** Seconds of CPU of one request. */
  readonly cpu: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: readonly number[];
  /** Calls of subgraphs of one request, counted by the subgraphs. */
  readonly calls: number;
}

export interface SliceOptions {
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** Calls that the subgraphs have counted so far. */
  readonly callsNow: () => Promise<number>;
}

/**
 * Sends requests over so many connections, each again when it has its response, for some seconds. Every request that is
 * sent in the slice belongs to it, also if its response is later: its CPU is measured with it.
 */
export async function runSlice(
  running: GatewayServer,
  order: number,
  { body, connections, seconds, callsNow }: SliceOptions,
): Promise<Slice> {
  const load = new SliceLoad(running.port, postOf(body), connections);
  await load.once();
  const calls = await callsNow();
  const [cpu, begun] = [running.cpu(), performance.now()];
  await load.until(begun + seconds * 1_000);
  const elapsed = (performance.now() - begun) / 1_000;
  const used = running.cpu() - cpu;
  load.close();
  const { latencies, wrong } = load;
  const contender = running.contender.name;
  if (wrong || !latencies.length) throw new Error(`${contender}: ${wrong} of its responses were not a 200.`);
  const requests = latencies.length;
  return {
    contender,
    order,
    requests,
    cpu: used / requests,
    rate: requests / elapsed,
    latencies: latencies.sort((a, b) => a - b),
    calls: ((await callsNow()) - calls) / requests,
  };
}

/** Connections that stay open for a slice. */
class SliceLoad implements Listening {
  readonly #lines: Line[];
  latencies: number[] = [];
  wrong = 0;
  #end = 0;
  #pending = 0;
  #done!: () => void;

  constructor(port: number, request: Buffer, connections: number) {
    this.#lines = Array.from({ length: connections }, () => new Line(port, request, this));
  }

  /** One request on each connection, which is not counted. */
  async once(): Promise<void> {
    await this.until(0);
    this.latencies = [];
  }

  until(end: number): Promise<void> {
    this.#end = end;
    this.#pending = this.#lines.length;
    const done = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    for (const line of this.#lines) line.ask();
    return done;
  }

  answered(line: Line, { status, ms }: Answer): void {
    this.latencies.push(ms);
    if (status !== 200) this.wrong++;
    if (performance.now() < this.#end) line.ask();
    else this.#finish();
  }

  gone(): void {
    this.wrong++;
    this.#finish();
  }

  close(): void {
    for (const line of this.#lines) line.end();
  }

  #finish(): void {
    if (--this.#pending === 0) this.#done();
  }
}
