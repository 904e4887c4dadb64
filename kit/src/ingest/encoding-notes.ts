import type { Report } from './findings.js';
import type { Encoding } from './read/decode.js';
import { FOREIGN_ENCODING, MIXED_ENCODINGS } from './rules.js';

interface Seen {
  lines: number;
  first: number;
}

/** Sums up how the lines of a file were written. */
export class EncodingNotes {
  readonly #seen = new Map<Encoding, Seen>();

  constructor(private readonly report: Report) {}

  add(line: number, encoding: Encoding): void {
    const seen = this.#seen.get(encoding);
    if (seen) seen.lines += 1;
    else this.#seen.set(encoding, { lines: 1, first: line });
  }

  /** Passes on what is read, and tells what was seen when all is. */
  async *after<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    yield* items;
    this.#tell();
  }

  #tell(): void {
    const foreign = [...this.#seen].filter(([encoding]) => encoding !== 'utf-8');
    const first = foreign[0];
    if (!first) return;
    const mixed = this.#seen.size > 1 || first[0] === 'mixed';
    const found = foreign.map(([encoding, { lines, first }]) => `${encoding} in ${lines} lines, first in ${first}`);
    this.report({
      rule: mixed ? MIXED_ENCODINGS : FOREIGN_ENCODING,
      line: first[1].first,
      found: `${found.join('; ')}${this.#seen.has('utf-8') ? '; UTF-8 in others' : ''}`,
      expected: 'UTF-8',
      tip: mixed ? 'Look at the names in these lines.' : undefined,
    });
  }
}
