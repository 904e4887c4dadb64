import { described, object, text, texts } from './json-schema.js';

/** The schema of `read` in a mapping: how the table is found in the file. */
export const readSchema = object(
  {
    separator: described(
      { type: 'string', minLength: 1, maxLength: 1 },
      'CSV: the separator between cells, detected by default.',
    ),
    quotes: described({ type: 'boolean' }, 'CSV: false if quotes do not enclose cells.'),
    sheet: described(text, 'Workbooks: the name of the sheet, the first visible one by default.'),
    rows: described(
      text,
      'JSON: the path of the array of rows, such as "result.records"; the first array of rows by default.',
    ),
    header: described(
      { type: 'integer', minimum: 0 },
      'The line of the header, found by its columns by default. 0 if there is none: columns are then named by position, such as "#5".',
    ),
    headerRows: described(
      { type: 'integer', minimum: 1, maximum: 5 },
      'The number of header rows. The name of a column is then "group / column".',
    ),
    width: described(
      { type: 'integer', minimum: 1 },
      'The number of columns of the table. Cells beyond it are remarks, which are reported and not read.',
    ),
    shortRows: described({ const: true }, 'Rows may omit empty cells at their end.'),
    fillDown: described(
      texts,
      'Columns whose empty cells mean the value above, as in merged cells. A new value clears the columns after it.',
    ),
  },
  [],
  'How the table is read, as far as it is not detected.',
);
