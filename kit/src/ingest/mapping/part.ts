import { BAD_VALUE, FORMULA, REPLACEMENT_CHARACTER } from '../../dataset/rules.js';
import { cellText } from './cell-text.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import { filledTemplate, wholePattern } from './linear-pattern.js';
import type { ColumnPart, Part } from './mapping.js';
import { monthDigits } from './month.js';

/** Returns the text of a part of a value. Undefined if it cannot be read. */
export type ReadPart = (cells: readonly string[], report: RowReport, texts: readonly string[]) => string | undefined;

export function readPart(part: Part, columnIndex: ColumnIndex): ReadPart {
  if (typeof part === 'string') return readColumn(columnIndex.ofFile(part), part);
  if ('constant' in part) return () => part.constant;
  if ('column' in part) return readColumnPart(part, columnIndex);
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
      report({ rule: REPLACEMENT_CHARACTER, column, found: cell, expected: 'a text without U+FFFD' });
    return text;
  };
}

function readColumnPart({ column, pattern, as = '$1', month }: ColumnPart, columnIndex: ColumnIndex): ReadPart {
  const whole = readColumn(columnIndex.ofFile(column), column);
  const matcher = pattern === undefined ? undefined : wholePattern(pattern);
  return (cells, report, texts) => {
    const text = whole(cells, report, texts);
    if (text === undefined || text === '') return text;
    const groups = matcher?.groups(text);
    if (matcher && !groups) {
      report({ rule: BAD_VALUE, column, found: text, expected: `a text that matches ${pattern}` });
      return undefined;
    }
    const part = groups ? filledTemplate(as, groups) : text;
    return month ? monthOf(part, column, report) : part;
  };
}

function monthOf(text: string, column: string, report: RowReport): string | undefined {
  const digits = monthDigits(text);
  if (digits === undefined)
    report({ rule: BAD_VALUE, column, found: text, expected: 'the name of a month, such as enero or ene.' });
  return digits;
}

export const labelOf = (parts: Part | Part[]) => [parts].flat().map(labelOfPart).join(' + ');

function labelOfPart(part: Part): string {
  if (typeof part === 'string') return part;
  if ('either' in part) return part.either.map(labelOfPart).join(' or ');
  if ('column' in part) return part.column;
  return 'constant' in part ? part.constant : part.filled;
}
