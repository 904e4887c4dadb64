import { headerOf } from '../layout.js';
import type { SourceRow } from '../read/source-row.js';

const WITHIN = 50;
const MOST_ROWS = 5;

export interface HeaderPlace {
  at: number;
  /** The number of header rows. */
  span: number;
}

/**
 * Returns where the header most likely is: above the first row with numbers, with the number of rows that gives most
 * distinct column names.
 */
export function headerPlace(rows: SourceRow[]): HeaderPlace {
  const first = rows.slice(0, WITHIN);
  const width = Math.max(...first.map(({ cells }) => cells.length));
  const data = first.findIndex((row, at) => at > 0 && isData(row, width));
  if (data < 0) return { at: mostNamed(first), span: 1 };
  let best = { at: data - 1, span: 1, names: 0 };
  for (let span = 1; span <= Math.min(MOST_ROWS, data); span += 1) {
    const at = data - span;
    if (filled(first[at]!).length < 2) break;
    const names = new Set(headerOf(first, at, span).cells.filter((name) => name !== '')).size;
    if (names > best.names) best = { at, span, names };
  }
  return best.names > 1 ? best : { at: mostNamed(first), span: 1 };
}

const filled = ({ cells }: SourceRow) => cells.filter((cell) => cell.trim() !== '');
const isNumber = (cell: string) => /^[\s$]*[-+]?\d[\d.,\s]*%?\s*$/.test(cell) && !/^(19|20)\d\d$/.test(cell.trim());

function isData(row: SourceRow, width: number): boolean {
  const cells = filled(row);
  return cells.length >= Math.max(2, width / 2) && cells.some(isNumber);
}

/** Returns the index of the first row with the maximum number of distinct names. */
function mostNamed(rows: SourceRow[]): number {
  const named = rows.map(({ cells }) => new Set(cells.filter((cell) => /[\p{L}]|^(19|20)\d\d$/u.test(cell))).size);
  return Math.max(0, named.indexOf(Math.max(...named)));
}
