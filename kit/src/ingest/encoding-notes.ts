import { FOREIGN_ENCODING, MIXED_ENCODINGS } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { Encoding } from './read/decode.js';

interface Seen {
  lines: number;
  last: number;
  /** The first lines with this encoding. */
  named: number[];
}

const NAMED_AT_MOST = 20;

/** Collects the encodings of the lines of a file and reports them in one finding. */
export class EncodingNotes {
  readonly #seen = new Map<Encoding, Seen>();

  constructor(private readonly report: ReportFinding) {}

  add(line: number, encoding: Encoding): void {
    const seen = this.#seen.get(encoding) ?? { lines: 0, last: 0, named: [] };
    this.#seen.set(encoding, seen);
    // A long line arrives in several pieces.
    if (seen.last === line) return;
    seen.last = line;
    seen.lines += 1;
    if (seen.named.length < NAMED_AT_MOST) seen.named.push(line);
  }

  /** Passes the items through and reports the encodings at the end. */
  async *after<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    yield* items;
    this.#tell();
  }

  #tell(): void {
    const foreign = [...this.#seen].filter(([encoding]) => encoding !== 'utf-8');
    const first = foreign[0];
    if (!first) return;
    const mixed = this.#seen.size > 1 || first[0] === 'mixed';
    const found = foreign.map(mixed ? describeEncodingByLine : describeEncoding).join('; ');
    this.report({
      rule: mixed ? MIXED_ENCODINGS : FOREIGN_ENCODING,
      line: Math.min(...foreign.map(([, { named }]) => named[0]!)),
      found: `${found}${this.#seen.has('utf-8') ? '; UTF-8 in others' : ''}`,
      expected: 'UTF-8',
    });
  }
}

/** Returns `cp1252 in line 3` or `cp850 in 128 lines: 3, 7, 9 …`. */
function describeEncodingByLine([encoding, { lines, named }]: [Encoding, Seen]): string {
  if (lines === 1) return `${encoding} in line ${named[0]}`;
  return `${encoding} in ${lines} lines: ${named.join(', ')}${lines > named.length ? ' …' : ''}`;
}

function describeEncoding([encoding, { lines, named }]: [Encoding, Seen]): string {
  if (encoding === 'utf-16') return encoding;
  return lines === 1 ? `${encoding} in line ${named[0]}` : `${encoding} in ${lines} lines, first in ${named[0]}`;
}
