const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: { type: 'string' }, minItems: 1 };
const object = (properties: Record<string, object>, required: string[], description: string) => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});
const described = <Schema extends object>(schema: Schema, description: string) => ({ ...schema, description });
const constant = object({ constant: { type: 'string' } }, ['constant'], 'A text that is the same in every row.');
const column = described(text, 'A column of the file, by its name, or by its place: "#5" is the fifth.');
const part = { anyOf: [column, constant] };
const parts = { anyOf: [part, { type: 'array', items: part, minItems: 1 }] };
const settings = { type: 'object', additionalProperties: { type: 'string' } };

const number = object(
  {
    decimal: { enum: ['.', ','] },
    thousands: { enum: [',', '.', ' ', "'"] },
    allow: described(texts, 'Numbers such as -999 that are meant as numbers here.'),
  },
  [],
  'How numbers are written: the decimal mark ("." where left out), and the mark between thousands (none where left out). Signs of currency and per cent are taken off.',
);

const textSpec = object(
  {
    from: described(
      parts,
      'The column of the file, or several that are put together. Left out in the column that unfold fills.',
    ),
    join: described({ type: 'string' }, 'What stands between several.'),
    pad: described(
      { type: 'array', items: { type: 'integer', minimum: 1 } },
      'How many digits each has: zeros are put before them.',
    ),
    pattern: described(
      text,
      'A regular expression that the text must match, such as "(\\d+)/(\\d+)/(\\d+)" for 31/12/2020.',
    ),
    as: described(text, 'What is made of it: $1 is the first group of the pattern, as in "$3-$2-$1".'),
    number: { anyOf: [{ const: true }, number] },
    notAvailable: described(
      texts,
      'Texts that stand for an unknown value, besides those of the mapping. A number is compared as a number: -999 is -999.0.',
    ),
    ifNotAvailable: described(settings, 'By column of the dataset: what it is where the value is not available.'),
    raw: described(text, 'The column of the dataset that keeps the text as published.'),
    values: described(settings, 'By text of the file: what it is in the dataset.'),
  },
  [],
  'A value.',
);

const place = object(
  {
    place: object(
      {
        code: described(
          parts,
          'The column with the code, or one for each part of it. Zeros that a spreadsheet lost are put back.',
        ),
        system: described(text, 'The system that the codes are of: INEGI where left out, or INE.'),
        name: described(text, 'The column with the name. Beside a code it is checked against it.'),
        state: described(
          part,
          'The state that names are looked for in, by its code or name. Needed where there is no code.',
        ),
      },
      [],
      'A place.',
    ),
  },
  ['place'],
  'The code of a place, from its code, its name, or both.',
);

const filter = object(
  {
    column: text,
    is: texts,
    matches: described(text, 'A regular expression.'),
    why: described(text, 'What the rows are; said in the report.'),
  },
  ['column'],
  'Rows by what a column of the file holds. Texts are compared without accents and case.',
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
        additionalProperties: { anyOf: [text, constant, textSpec, place] },
      },
      unfold: object(
        {
          into: described(text, 'The column of the dataset that is filled.'),
          columns: described(
            { type: 'object', additionalProperties: settings },
            'By column of the file: what it says, by column of the dataset. {Año} in it is the text of that column in the row.',
          ),
          pattern: described(text, 'A regular expression for columns of the file.'),
          set: described(settings, 'What they say, by column of the dataset; $1 is the first group of the pattern.'),
        },
        ['into'],
        'A row of the file becomes a row of the dataset for each of several columns, such as years.',
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
      notAvailable: described(texts, 'Texts that stand for an unknown value, in every column that is a number.'),
    },
    ['columns'],
    'Says which column of the file is what. See docs/ingest.md.',
  ),
};
