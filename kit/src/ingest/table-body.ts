import { FOOTER, REPEATED_HEADER } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { SourceRow } from './read/source-row.js';

const LONGEST_FOOTER = 50;
/** How a line of text below a table begins, if its form is that of a row. */
const FOOTNOTE = /^[^\p{L}\p{N}]*(fuentes?|notas?|elabora(do|da|ción)|source|note|consultad[oa]|cifras)\b/iu;

/**
 * Passes the rows of a table on. Repeated headers and lines of text below the table are left out and reported. Text is
 * held back until it is known that no row follows.
 */
export async function* tableRows(
  batches: AsyncGenerator<SourceRow[]>,
  width: number,
  headers: readonly string[][],
  report: ReportFinding,
): AsyncGenerator<SourceRow[]> {
  let held: SourceRow[] = [];
  const repeated: number[] = [];
  for await (const batch of batches) {
    const passed: SourceRow[] = [];
    for (const row of batch) {
      if (row.cells.every(isBlank)) continue;
      if (isOneOf(headers, row.cells)) repeated.push(row.line);
      else if (isText(row, width) && held.length < LONGEST_FOOTER) held.push(row);
      else {
        passed.push(...held, row);
        held = [];
      }
    }
    yield passed;
  }
  if (repeated.length > 0) reportRepeated(repeated, report);
  for (const row of held) reportFooter(row, report);
}

const isBlank = (cell: string) => cell === '' || cell.trim() === '';

const isOneOf = (headers: readonly string[][], cells: readonly string[]) =>
  headers.some((header) => header[0] === cells[0] && header.every((cell, at) => cell === (cells[at] ?? '')));

function isText({ cells }: SourceRow, width: number): boolean {
  if (cells.length === width && cells[0] && cells[1]) return false;
  const filled = cells.filter((cell) => cell !== '');
  if (width >= 3 && filled.length === 1 && /\p{L}/u.test(filled[0]!)) return true;
  return cells.length !== width && FOOTNOTE.test(filled[0]!);
}

function reportRepeated(lines: number[], report: ReportFinding): void {
  report({
    rule: REPEATED_HEADER,
    line: lines[0],
    found: lines.length === 1 ? 'the header again' : `the header again, ${lines.length} times`,
    expected: 'a row of data; it was left out',
  });
}

function reportFooter({ line, cells }: SourceRow, report: ReportFinding): void {
  report({
    rule: FOOTER,
    line,
    found: cells
      .map((cell) => cell.trim())
      .filter(Boolean)
      .join(' ')
      .slice(0, 200),
    expected: 'a row of data; this text was left out',
  });
}
