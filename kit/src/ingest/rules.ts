/** One thing that a file must satisfy. Its code never changes its meaning. */
export interface Rule {
  code: string;
  description: string;
  severity: 'error' | 'warning';
}

const error = (code: string, description: string): Rule => ({ code, description, severity: 'error' });

export const NOT_UTF8 = error('NOT_UTF8', 'The file is not UTF-8 text.');
export const NOT_CSV = error(
  'NOT_CSV',
  'The file breaks the quoting of CSV (RFC 4180), so that no rows can be told apart.',
);
export const NO_ROWS = error('NO_ROWS', 'The file has no row beneath its header.');
export const MISSING_COLUMN = error('MISSING_COLUMN', 'The header lacks a column that the dataset requires.');
export const UNKNOWN_COLUMN = error('UNKNOWN_COLUMN', 'The header names a column that the dataset does not have.');
export const CELL_COUNT = error('CELL_COUNT', 'A row has more or fewer cells than the header.');
export const MISSING_VALUE = error('MISSING_VALUE', 'A cell is empty in a column that must be known.');
export const BAD_VALUE = error('BAD_VALUE', 'A cell does not hold what its column is of.');
export const DUPLICATE_KEY = error('DUPLICATE_KEY', 'Two rows of the file have the same key.');
export const UNKNOWN_REFERENCE = error('UNKNOWN_REFERENCE', 'A cell refers to a row that is not recorded.');

export const rules: readonly Rule[] = [
  NOT_UTF8,
  NOT_CSV,
  NO_ROWS,
  MISSING_COLUMN,
  UNKNOWN_COLUMN,
  CELL_COUNT,
  MISSING_VALUE,
  BAD_VALUE,
  DUPLICATE_KEY,
  UNKNOWN_REFERENCE,
];

/** What a rule found, where, and what to do. Lines and columns are those of the file as it arrived. */
export interface Finding {
  rule: Rule;
  file: string;
  line?: number;
  column?: string;
  found?: string;
  expected: string;
  tip?: string;
}
