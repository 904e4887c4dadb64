import { FORMULA, REPLACEMENT_CHARACTER } from '../rules.js';
import { cellText } from './cell-text.js';
import type { Places, RowReport } from './fill.js';
import type { Part } from './mapping.js';

/** Answers the text of a column of the file, or the same for every row; undefined where it cannot be read. */
export type ReadPart = (cells: readonly string[], report: RowReport) => string | undefined;

export function readPart(part: Part, places: Places): ReadPart {
  if (typeof part === 'object') return () => part.constant;
  return readColumn(places.ofFile(part), part);
}

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

export const labelOf = (parts: Part | Part[]) =>
  [parts]
    .flat()
    .map((part) => (typeof part === 'object' ? part.constant : part))
    .join(' + ');
