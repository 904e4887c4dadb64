import { column, columnSpec, number } from './column-schema.js';
import { described, object, oneOrMore, settings, text, texts } from './json-schema.js';

const unfold = object(
  {
    into: described(text, 'The column of the dataset that is filled.'),
    columns: described(
      { type: 'object', additionalProperties: settings },
      'By column of the file: what it says, by column of the dataset. {Año} in it is the text of that column in the row.',
    ),
    pattern: described(text, 'A regular expression for columns of the file.'),
    set: described(settings, 'What they say, by column of the dataset; $1 is the first group of the pattern.'),
    list: object(
      { column, separator: described(text, 'What stands between the texts.') },
      ['column', 'separator'],
      'A column of the file with several texts in a cell: each makes a row.',
    ),
  },
  ['into'],
  'A row of the file becomes a row of the dataset for each of several columns, such as years.',
);

const filter = object(
  {
    column: described(text, 'A column of the file.'),
    filled: described(text, 'A column of the dataset, in place of one of the file: what the row was filled with.'),
    is: texts,
    matches: described(text, 'A regular expression.'),
    why: described(text, 'What the rows are; said in the report.'),
  },
  [],
  'Rows by what a column holds. Texts are compared without accents and case.',
);

const ratio = object(
  {
    ratio: described(text, 'The column of the file with the ratio.'),
    of: described(text, 'The column that counts the part.'),
    to: described(text, 'The column that counts the whole.'),
    times: described({ type: 'number' }, '100 where the ratio is in per cent; 1 where left out.'),
    within: described({ type: 'number', minimum: 0 }, 'How far it may be off.'),
    number: { anyOf: [{ const: true }, number] },
  },
  ['ratio', 'of', 'to', 'within'],
  'A row whose ratio does not agree with its counts is published as it is, and flagged.',
);

/** The JSON Schema of a `mapping.json`. */
export const mappingSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'The mapping of a publisher’s file to a dataset of Cabildo',
  ...object(
    {
      $schema: text,
      read: object(
        {
          separator: described(
            { type: 'string', minLength: 1, maxLength: 1 },
            'Between cells of a CSV; found where left out.',
          ),
          sheet: described(text, 'Of an XLSX; the first visible one where left out.'),
          rows: described(
            text,
            'Of JSON: the keys that lead to the array of rows, such as "result.records"; the first array of rows where left out.',
          ),
          header: described(
            { type: 'integer', minimum: 0 },
            'The line of the header; found by its columns where left out. 0 where there is none: columns are then named by their place, such as "#5".',
          ),
          headerRows: described(
            { type: 'integer', minimum: 1, maximum: 5 },
            'How many rows make the header; the name of a column is then "group / column".',
          ),
        },
        [],
        'How the file is read, where it is not found out.',
      ),
      columns: {
        type: 'object',
        minProperties: 1,
        description: 'By column of the dataset: the column of the file, or how it is made.',
        additionalProperties: columnSpec,
      },
      unfold: described(
        oneOrMore(unfold),
        'What becomes of columns that are values of a row each. Columns of several that say the same of a row make one row together.',
      ),
      sum: object(
        {
          columns: described(texts, 'The columns of the dataset that are added up.'),
          parts: object(
            { column: text, values: texts },
            ['column', 'values'],
            'The column that tells the parts, and which must be there, each once.',
          ),
        },
        ['columns'],
        'Rows of the same key are added up, such as one for each sex. An unknown part leaves the sum unknown.',
      ),
      ratios: described(
        { type: 'array', items: ratio },
        'Published ratios that are held against the counts beside them.',
      ),
      keep: described({ type: 'array', items: filter }, 'Only rows that all of these hold for are read.'),
      skip: described(
        { type: 'array', items: filter },
        'Rows that one of these holds for are left out, and counted in the report.',
      ),
      distinct: described(
        { const: true },
        'Rows of the dataset that are equal to an earlier one of the file are left out, and counted in the report.',
      ),
      notAvailable: described(texts, 'Texts that stand for an unknown value, in every column that is a number.'),
    },
    ['columns'],
    'Says which column of the file is what. See docs/reference/mapping.md.',
  ),
};
