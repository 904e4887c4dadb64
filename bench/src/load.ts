import { type Answer, Line, type Listening, postOf } from './line.ts';
import { Tally, type Told } from './tally.ts';

/**
 * Asks over so many connections, each again as soon as it has its answer, for a while. Who is hung up on comes again.
 * @param warming seconds before it of which nothing is told
 */
export async function load(
  port: number,
  body: string,
  connections: number,
  seconds: number,
  warming = 0,
): Promise<Told> {
  const request = postOf(body);
  const tally = new Tally(seconds, warming);
  const askers = Array.from({ length: connections }, () => new Asker(port, request, tally).done);
  await Promise.all(askers);
  return tally.told;
}

class Asker implements Listening {
  readonly done: Promise<void>;
  readonly #open: () => void;
  readonly #tally: Tally;
  #end!: () => void;

  constructor(port: number, request: Buffer, tally: Tally) {
    this.#tally = tally;
    this.done = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#open = () => new Line(port, request, this).ask();
    this.#open();
  }

  answered(line: Line, answer: Answer): void {
    this.#tally.answered(answer);
    if (this.#tally.isOver) {
      line.end();
      this.#end();
    } else line.ask();
  }

  gone(): void {
    this.#tally.cut();
    if (this.#tally.isOver) this.#end();
    else this.#open();
  }
}
