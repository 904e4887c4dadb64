/** A rule that files are checked against. The meaning of its code never changes. */
export interface Rule {
  code: string;
  description: string;
  /** Rows with an error are not published. Rows with a warning are published with it. A note needs no action. */
  severity: 'error' | 'warning' | 'note';
  /** What to do, if the finding has no more specific tip. */
  tip?: string;
}

const error = (code: string, description: string, tip: string): Rule => ({ code, description, severity: 'error', tip });
const warning = (code: string, description: string, tip: string): Rule => ({
  code,
  description,
  severity: 'warning',
  tip,
});
const note = (code: string, description: string): Rule => ({ code, description, severity: 'note' });

export const UNREADABLE = error(
  'UNREADABLE',
  'From some place on, no rows of the file can be told apart.',
  'Fetch the file again, or mend it there.',
);
export const UNREADABLE_ROW = error(
  'UNREADABLE_ROW',
  'A row cannot be read; those after it can.',
  'Mend the row, or ask the publisher.',
);
export const NO_ROWS = error(
  'NO_ROWS',
  'The file has no row beneath its header.',
  'Look whether it is the right file, and whether it arrived in full.',
);
export const MISSING_COLUMN = error(
  'MISSING_COLUMN',
  'The header lacks a column that the dataset or the mapping requires.',
  'Name the column as the file does, or by its place, such as "#3"; say in "read" where the header stands if it was not found.',
);
export const AMBIGUOUS_COLUMN = error(
  'AMBIGUOUS_COLUMN',
  'The header has a column twice that the mapping names.',
  'Name it by its place, such as "#3".',
);
export const UNKNOWN_COLUMN = error(
  'UNKNOWN_COLUMN',
  'The header names a column that the dataset does not have.',
  'Name what is what in a mapping.json; hub ingest --guess proposes one.',
);
export const CELL_COUNT = error(
  'CELL_COUNT',
  'A row has more or fewer cells than the header.',
  'Put quotes around a cell that has a separator in it, or mend the row.',
);
export const MISSING_VALUE = error(
  'MISSING_VALUE',
  'A cell is empty in a column that must be known.',
  'ColumnFiller the cell, or leave the row out by "skip" in the mapping.',
);
export const BAD_VALUE = error(
  'BAD_VALUE',
  'A cell does not hold what its column is of.',
  'Mend the cell, or say in the mapping what is meant.',
);
export const DUPLICATE_KEY = error(
  'DUPLICATE_KEY',
  'Two rows of the file have the same key.',
  'Leave one out by "skip", add them up by "sum", or map the column that tells them apart.',
);
export const UNKNOWN_REFERENCE = error(
  'UNKNOWN_REFERENCE',
  'A cell refers to a row that is not recorded.',
  'Load that first, or mend the cell.',
);
export const ABANDONED_REFERENCE = error(
  'ABANDONED_REFERENCE',
  'A complete file lacks a row that a recorded one refers to: it would be withdrawn.',
  'Withdraw what refers to it first, or say "coverage": "partial" in the source.json.',
);
export const SENTINEL = error(
  'SENTINEL',
  'A number is of the kind that stands for "not available" (-999, 99999), and the mapping does not say which it is.',
  'Say it in "notAvailable", or in "number.allow".',
);
export const FORMULA = error(
  'FORMULA',
  'A cell holds a formula of a spreadsheet that cannot be worked out from itself.',
  'Save the sheet with its values.',
);
export const UNKNOWN_PLACE = error(
  'UNKNOWN_PLACE',
  'No place has this code, or this name in this state.',
  'Where the row is no municipality, leave it out by "skip" in the mapping.',
);
export const AMBIGUOUS_PLACE = error(
  'AMBIGUOUS_PLACE',
  'More than one place has this name in this state.',
  'Take a column with the code.',
);
export const CODE_OF_ANOTHER_SYSTEM = error(
  'CODE_OF_ANOTHER_SYSTEM',
  'A code is that of another place in the system that was named, and that of the named place in another system.',
  'Say in the mapping which system the codes are of.',
);
export const CODE_AGAINST_NAME = error(
  'CODE_AGAINST_NAME',
  'A code is that of another place than the name beside it.',
  'Mend the one that is wrong. Where the names are of something else, leave "name" out of the mapping.',
);
export const SUM_PARTS = error(
  'SUM_PARTS',
  'A figure that is to be added up lacks a part, or has one twice.',
  'Leave rows that are a total, or of no part, out by "skip".',
);
export const SUM_TOO_LARGE = error(
  'SUM_TOO_LARGE',
  'More figures are to be added up than can be kept open at once.',
  'Name the parts in the mapping, sort the file, or split it.',
);
export const KEPT_TOO_MANY = error(
  'KEPT_TOO_MANY',
  'More rows or groups are to be kept in mind for "distinct" or "count" than an ingestion keeps.',
  'Split the file.',
);
export const MIXED_ENCODINGS = warning(
  'MIXED_ENCODINGS',
  'Lines of the file are written in different encodings.',
  'Look at the names in these lines.',
);
export const REPLACEMENT_CHARACTER = warning(
  'REPLACEMENT_CHARACTER',
  'A character was lost before the file came here: U+FFFD stands in its place.',
  'Ask the publisher for the file as it was written.',
);
export const RATIO_AGAINST_COUNTS = warning(
  'RATIO_AGAINST_COUNTS',
  'A published ratio is not what the counts beside it make.',
  'Ask the publisher which of them is right.',
);
export const FOREIGN_ENCODING = note(
  'FOREIGN_ENCODING',
  'The file is not UTF-8, and was read by the encoding that it is in.',
);
export const OTHER_SHEETS = note('OTHER_SHEETS', 'The book has other sheets, and the mapping names none.');
export const TITLE_ROWS = note('TITLE_ROWS', 'Rows stand above the header.');
export const PHANTOM_COLUMN = note(
  'PHANTOM_COLUMN',
  'Columns without a name or a value stand at the end of the table.',
);
export const REPEATED_HEADER = note('REPEATED_HEADER', 'The header stands again among the rows.');
export const FOOTER = note('FOOTER', 'Text stands below the last row.');
export const SKIPPED_ROWS = note('SKIPPED_ROWS', 'Rows were left out because the mapping says so.');

export const rules: readonly Rule[] = [
  UNREADABLE,
  UNREADABLE_ROW,
  NO_ROWS,
  MISSING_COLUMN,
  AMBIGUOUS_COLUMN,
  UNKNOWN_COLUMN,
  CELL_COUNT,
  MISSING_VALUE,
  BAD_VALUE,
  DUPLICATE_KEY,
  UNKNOWN_REFERENCE,
  ABANDONED_REFERENCE,
  SENTINEL,
  FORMULA,
  UNKNOWN_PLACE,
  AMBIGUOUS_PLACE,
  CODE_OF_ANOTHER_SYSTEM,
  CODE_AGAINST_NAME,
  SUM_PARTS,
  SUM_TOO_LARGE,
  KEPT_TOO_MANY,
  MIXED_ENCODINGS,
  REPLACEMENT_CHARACTER,
  RATIO_AGAINST_COUNTS,
  FOREIGN_ENCODING,
  OTHER_SHEETS,
  TITLE_ROWS,
  PHANTOM_COLUMN,
  REPEATED_HEADER,
  FOOTER,
  SKIPPED_ROWS,
];

/** A violation of a rule: where it was found and what to do. Lines and columns are those of the original file. */
export interface Finding {
  rule: Rule;
  file: string;
  line?: number;
  column?: string;
  found?: string;
  expected: string;
  tip?: string;
}
