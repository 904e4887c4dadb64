import { FORMULA, REPLACEMENT_CHARACTER } from '../../dataset/rules.js';
import { cellText } from './cell-text.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import type { Part } from './mapping.js';

/** Returns the text of a part of a value. Undefined if it cannot be read. */
export type ReadPart = (cells: readonly string[], report: RowReport, texts: readonly string[]) => string | undefined;

export function readPart(part: Part, columnIndex: ColumnIndex): ReadPart {
  if (typeof part === 'string') return readColumn(columnIndex.ofFile(part), part);
  if ('constant' in part) return () => part.constant;
  if ('either' in part) return firstOf(part.either.map((each) => readPart(each, columnIndex)));
  const at = columnIndex.ofDataset(part.filled);
  return (_cells, _report, texts) => texts[at];
}

const firstOf =
  (parts: readonly ReadPart[]): ReadPart =>
  (...row) => {
    let text: string | undefined = '';
    for (const part of parts) if (text === '') text = part(...row);
    return text;
  };

export function readColumn(at: number, column: string): ReadPart {
  return (cells, report) => {
    const cell = cells[at] ?? '';
    if (cell === '') return '';
    const text = cellText(cell);
    if (text === undefined) report({ rule: FORMULA, column, found: cell, expected: 'a value' });
    if (text?.includes('\ufffd'))
      report({
        rule: REPLACEMENT_CHARACTER,
        column,
        found: cell,
        expected: 'a text without U+FFFD',
      });
    return text;
  };
}

export const labelOf = (parts: Part | Part[]) => [parts].flat().map(labelOfPart).join(' + ');

function labelOfPart(part: Part): string {
  if (typeof part === 'string') return part;
  if ('either' in part) return part.either.map(labelOfPart).join(' or ');
  return 'constant' in part ? part.constant : part.filled;
}
