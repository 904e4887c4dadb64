import { column, columnSpec, number, pattern } from './column-schema.js';
import { described, object, oneOrMore, settings, text, texts } from './json-schema.js';
import { readSchema } from './read-schema.js';

const unfold = object(
  {
    into: described(text, 'The dataset column that is filled.'),
    columns: described(
      { type: 'object', additionalProperties: settings },
      'By column of the file: the values of its rows, by dataset column. {Año} is replaced by the text of that column in the row.',
    ),
    pattern: pattern('A regular expression for the names of such columns.'),
    set: described(settings, 'The values of their rows, by dataset column; $1 is the first group of the pattern.'),
    list: object(
      { column, separator: described(text, 'The separator between the texts.') },
      ['column', 'separator'],
      'A column of the file with several texts in a cell: each produces a row.',
    ),
  },
  ['into'],
  'A row of the file becomes a row of the dataset for each of several columns, such as years.',
);

const filter = object(
  {
    column: described(text, 'A column of the file.'),
    filled: described(text, 'A dataset column, instead of a column of the file, after it is filled.'),
    is: described(
      texts,
      'Texts, compared exactly. A text that differs only in accents, case or punctuation matches with a note, signs never.',
    ),
    fold: described({ const: true }, 'Compares "is" without accents, case and punctuation, without a note.'),
    matches: pattern('A regular expression that matches a part of the text.'),
    why: described(text, 'A description of these rows, for the report.'),
  },
  [],
  'Rows by the text of a column.',
);

const ratio = object(
  {
    ratio: described(text, 'The column of the file with the ratio.'),
    of: described(text, 'The column with the count of the part.'),
    to: described(text, 'The column with the count of the whole.'),
    times: described({ type: 'number' }, '100 if the ratio is a percentage; 1 by default.'),
    within: described({ type: 'number', minimum: 0 }, 'The tolerated difference.'),
    number: { anyOf: [{ const: true }, number] },
  },
  ['ratio', 'of', 'to', 'within'],
  'A row whose ratio differs from that of its counts is published with a warning.',
);

/** The JSON Schema of a `mapping.json`. */
export const mappingSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'The mapping of a publisher’s file to a dataset of Cabildo',
  ...object(
    {
      $schema: text,
      read: readSchema,
      columns: {
        type: 'object',
        minProperties: 1,
        description: 'By dataset column: the column of the file, or a rule that computes the value.',
        additionalProperties: columnSpec,
      },
      unfold: described(
        oneOrMore(unfold),
        'Columns that each produce a row. Columns with equal values produce one row together.',
      ),
      sum: object(
        {
          columns: described(texts, 'The dataset columns that are added up.'),
          parts: object(
            { column: text, values: texts },
            ['column', 'values'],
            'The column that names the parts, and the parts that must all occur exactly once.',
          ),
        },
        ['columns'],
        'Rows with the same key are added up, such as one per sex. An unknown part makes the sum unknown.',
      ),
      ratios: described(
        { type: 'array', items: ratio },
        'Published ratios that are compared with the counts beside them.',
      ),
      keep: described({ type: 'array', items: filter }, 'Only rows that match all of these filters are read.'),
      skip: described(
        { type: 'array', items: filter },
        'Rows that match one of these filters are left out, and counted in the report.',
      ),
      distinct: described(
        { const: true },
        'Rows that are equal to an earlier row are left out, and counted in the report.',
      ),
      notAvailable: described(texts, 'Texts that mean an unknown value, in every numeric column.'),
    },
    ['columns'],
    'Maps the columns of a file to the columns of a dataset. See docs/reference/mapping.md.',
  ),
};
