import type { ReportFinding } from '../findings.js';
import { type JsonRow, readRow } from './json-row.js';
import { UnreadableFile } from './unreadable-file.js';

/** Maximum length of one row. */
const LONGEST_ROW = 4 * 1024 * 1024;

/** Reads JSON lines: one object per line. */
export class JsonLinesReader {
  #rest = '';
  #line = 1;

  constructor(private readonly report: ReportFinding = () => undefined) {}

  push(text: string): JsonRow[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    if (this.#rest.length > LONGEST_ROW)
      throw new UnreadableFile(`a line of more than ${LONGEST_ROW} characters`, this.#line, 'one object per line');
    return lines.flatMap((line) => this.#read(line));
  }

  end(): JsonRow[] {
    return this.#read(this.#rest);
  }

  #read(line: string): JsonRow[] {
    const number = this.#line++;
    const row = line.trim() === '' ? undefined : readRow(line, number, this.report);
    return row ? [row] : [];
  }
}
