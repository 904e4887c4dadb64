import { error, note, type Rule, warning } from './rule.js';

export const UNREADABLE = error(
  'UNREADABLE',
  'The rows of the file cannot be separated from some line on.',
  'Download the file again, or correct it at that line.',
);
export const UNREADABLE_ROW = error(
  'UNREADABLE_ROW',
  'A row cannot be read. The rows after it can.',
  'Correct the row, or ask the publisher.',
);
export const NO_ROWS = error(
  'NO_ROWS',
  'The file has no row below its header.',
  'Check that it is the right file and that it is complete.',
);
export const MISSING_COLUMN = error(
  'MISSING_COLUMN',
  'The header lacks a column that the dataset or the mapping requires.',
  'Write the name as in the file, or give the position, such as "#3". If the header was not found, set "read.header" in the mapping.',
);
export const AMBIGUOUS_COLUMN = error(
  'AMBIGUOUS_COLUMN',
  'The header has several columns with a name that the mapping uses.',
  'Give the position of the column, such as "#3".',
);
export const UNKNOWN_COLUMN = error(
  'UNKNOWN_COLUMN',
  'The header has a column that the dataset does not have.',
  'Write a mapping.json; hub ingest --guess proposes one.',
);
export const CELL_COUNT = error(
  'CELL_COUNT',
  'A row has more or fewer cells than the header.',
  'Quote cells that contain a separator, or correct the row. If rows omit empty cells at their end, set "read.shortRows" in the mapping.',
);
export const MISSING_VALUE = error(
  'MISSING_VALUE',
  'A required cell is empty.',
  'Fill the cell, or exclude the row with "skip" in the mapping.',
);
export const BAD_VALUE = error(
  'BAD_VALUE',
  'A cell does not have the type of its column.',
  'Correct the cell, or describe its notation in the mapping.',
);
export const DUPLICATE_KEY = error(
  'DUPLICATE_KEY',
  'Two rows of the file have the same key.',
  'Exclude one with "skip", add them up with "sum", or map the column that distinguishes them.',
);
export const UNKNOWN_REFERENCE = error(
  'UNKNOWN_REFERENCE',
  'A cell refers to a row that is not recorded.',
  'Load the referenced row first, or correct the cell.',
);
export const ABANDONED_REFERENCE = error(
  'ABANDONED_REFERENCE',
  'A complete file lacks a row that a recorded row refers to. The row would be withdrawn.',
  'Withdraw the referring rows first, or set "coverage": "partial" in the source.json.',
);
export const SENTINEL = error(
  'SENTINEL',
  'A number looks like a marker of an unknown value (-999, 99999), and the mapping does not say whether it is one.',
  'Add it to "notAvailable", or to "number.allow".',
);
export const FORMULA = error(
  'FORMULA',
  'A cell has a formula without a calculated value.',
  'Save the sheet with calculated values.',
);
export const UNKNOWN_PLACE = error(
  'UNKNOWN_PLACE',
  'No municipality has this code, or this name in this state.',
  'If the row is not about a municipality, exclude it with "skip" in the mapping.',
);
export const AMBIGUOUS_PLACE = error(
  'AMBIGUOUS_PLACE',
  'Several municipalities of the state have this name.',
  'Map the column with the code.',
);
export const CODE_OF_ANOTHER_SYSTEM = error(
  'CODE_OF_ANOTHER_SYSTEM',
  'A code belongs to the named municipality in another code system.',
  'Set "system" in the mapping to the system of the codes.',
);
export const CODE_AGAINST_NAME = error(
  'CODE_AGAINST_NAME',
  'A code belongs to another municipality than the name beside it.',
  'Correct the wrong one. If the names are not those of municipalities, remove "name" from the mapping.',
);
export const SUM_PARTS = error(
  'SUM_PARTS',
  'A sum lacks a part, or has a part twice.',
  'Exclude rows that are totals or other parts with "skip".',
);
export const SUM_TOO_LARGE = error(
  'SUM_TOO_LARGE',
  'Too many sums are incomplete at the same time.',
  'List the parts in the mapping, sort the file, or split it.',
);
export const KEPT_TOO_MANY = error(
  'KEPT_TOO_MANY',
  'Too many rows or groups for "distinct" or "count".',
  'Split the file.',
);
export const LIMIT_EXCEEDED = error(
  'LIMIT_EXCEEDED',
  'The file has more unpacked bytes or rows than the limits allow.',
  'Split the file. The operator sets UPLOAD_UNPACKED_MEGABYTES and UPLOAD_ROWS.',
);
export const MIXED_ENCODINGS = warning(
  'MIXED_ENCODINGS',
  'Lines of the file have different encodings.',
  'Check the names in these lines.',
);
export const REPLACEMENT_CHARACTER = warning(
  'REPLACEMENT_CHARACTER',
  'A character was lost before the file arrived: the text contains U+FFFD.',
  'Ask the publisher for the original file.',
);
export const RATIO_AGAINST_COUNTS = warning(
  'RATIO_AGAINST_COUNTS',
  'A published ratio differs from the ratio of the counts beside it.',
  'Ask the publisher which of them is right.',
);
export const FOLDED_MATCH = note(
  'FOLDED_MATCH',
  'A text of the mapping matched only without accents, case or punctuation.',
);
export const ROUNDED_NUMBER = warning(
  'ROUNDED_NUMBER',
  'A number has more digits than are stored.',
  'If every digit matters, publish it as text.',
);
export const MIXED_PERCENT = warning(
  'MIXED_PERCENT',
  'Some numbers of a column have a percent sign and others do not.',
  'Check that all of them are percentages.',
);
export const DISPLAYED_OTHERWISE = warning(
  'DISPLAYED_OTHERWISE',
  'Cells of a sheet show a number in thousands or millions. The stored number was read.',
  'Check the unit of the column.',
);
export const MERGED_CELLS = warning(
  'MERGED_CELLS',
  'The sheet has merged cells below its header. Only the first cell of each range has a value.',
  'Set "read.fillDown" in the mapping, if the cells below mean the same.',
);
export const OUTSIDE_TABLE = warning(
  'OUTSIDE_TABLE',
  'Cells beside the table are not read.',
  'Add the column to the mapping, or check that the cells are remarks.',
);
export const FOREIGN_ENCODING = note('FOREIGN_ENCODING', 'The file is not UTF-8 and was decoded by its own encoding.');
export const OTHER_SHEETS = note(
  'OTHER_SHEETS',
  'The workbook has other sheets, or the JSON other arrays, and the mapping names none.',
);
export const TITLE_ROWS = note('TITLE_ROWS', 'Rows above the header were left out.');
export const PHANTOM_COLUMN = note('PHANTOM_COLUMN', 'Empty columns without a name follow the table.');
export const REPEATED_HEADER = note('REPEATED_HEADER', 'The header is repeated among the rows.');
export const FOOTER = note('FOOTER', 'Text below the last row was left out.');
export const SKIPPED_ROWS = note('SKIPPED_ROWS', 'Rows were left out because the mapping says so.');
export const FILLED_DOWN = note('FILLED_DOWN', 'Empty cells got the value above them because the mapping says so.');
export const MIXED_LINE_ENDS = note(
  'MIXED_LINE_ENDS',
  'Lines of the file end in different ways. A CR may have been meant as a part of a cell.',
);
export const MULTILINE_CELLS = note('MULTILINE_CELLS', 'A quoted cell over two lines may be two rows.');
export const DELETED_RECORDS = note('DELETED_RECORDS', 'Records marked as deleted were left out.');
export const SHORT_ROWS = note('SHORT_ROWS', 'Rows omit empty cells at their end, as the mapping allows.');

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
  LIMIT_EXCEEDED,
  MIXED_ENCODINGS,
  REPLACEMENT_CHARACTER,
  RATIO_AGAINST_COUNTS,
  FOLDED_MATCH,
  ROUNDED_NUMBER,
  MIXED_PERCENT,
  DISPLAYED_OTHERWISE,
  MERGED_CELLS,
  OUTSIDE_TABLE,
  FOREIGN_ENCODING,
  OTHER_SHEETS,
  TITLE_ROWS,
  PHANTOM_COLUMN,
  REPEATED_HEADER,
  FOOTER,
  SKIPPED_ROWS,
  FILLED_DOWN,
  MIXED_LINE_ENDS,
  MULTILINE_CELLS,
  DELETED_RECORDS,
  SHORT_ROWS,
];
