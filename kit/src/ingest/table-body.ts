import { FOOTER, REPEATED_HEADER } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { SourceRow } from './read/source-row.js';

const LONGEST_FOOTER = 50;
/** How a note below a table begins. */
const NOTE =
  /^[^\p{L}\p{N}]*(fuentes?|notas?|elabora(do|da|ción)|source|note|consultad[oa]|cifras|datos|incluye|se refiere|última|fecha)\b/iu;
/** A marker of a note, such as `1/`, `*`, `a)` or `n.d.`, followed by its explanation. */
const MARKED = /^(?:\(?(?:[*†‡¹²³]+|\d{1,2}|[a-z])[/).]|[*†‡¹²³]+|n\.?\s?[adres]\.?[ :=]|s\.?\s?d\.?[ :=])\s*\p{L}/iu;
/** A text with more words than this is a sentence, not a name. */
const MOST_WORDS = 4;

/** Returns whether the only text of a row is a name that a row may consist of, such as that of a municipality. */
export type IsName = (text: string) => boolean;

export interface TableForm {
  width: number;
  /** The rows of the header. */
  headers: readonly string[][];
  isName: IsName;
}

/**
 * Passes the rows of a table on. Repeated headers and lines of text below the table are left out and reported. Text is
 * held back until it is known that no row follows. A single text that may be a name is a row.
 */
export async function* tableRows(
  batches: AsyncGenerator<SourceRow[]>,
  { width, headers, isName }: TableForm,
  report: ReportFinding,
): AsyncGenerator<SourceRow[]> {
  let held: SourceRow[] = [];
  const repeated: number[] = [];
  for await (const batch of batches) {
    const passed: SourceRow[] = [];
    for (const row of batch) {
      if (row.cells.every(isBlank)) continue;
      if (isOneOf(headers, row.cells)) repeated.push(row.line);
      else if (isText(row, width, isName) && held.length < LONGEST_FOOTER) held.push(row);
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

function isText({ cells }: SourceRow, width: number, isName: IsName): boolean {
  if (cells.length === width && cells[0] && cells[1]) return false;
  const filled = cells.filter((cell) => !isBlank(cell));
  const text = filled[0]!.trim();
  if (width >= 3 && filled.length === 1) return isProse(text) && !isName(text);
  return cells.length !== width && NOTE.test(text);
}

const isProse = (text: string) =>
  /\p{L}/u.test(text) &&
  (NOTE.test(text) || MARKED.test(text) || /[.:]$/.test(text) || text.split(/\s+/).length > MOST_WORDS);

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
      .join(' '),
    expected: 'a row of data; this text was left out',
  });
}
