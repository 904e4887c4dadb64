import { described, object, oneOrMore, settings, text, texts } from './json-schema.js';

const constant = object({ constant: { type: 'string' } }, ['constant'], 'A text that is the same in every row.');
export const column = described(text, 'A column of the file, by its name, or by its place: "#5" is the fifth.');
const filled = object(
  { filled: described(text, 'A column of the dataset.') },
  ['filled'],
  'What another column of the dataset holds in the same row.',
);
const either = object(
  { either: { type: 'array', items: { anyOf: [column, constant, filled] }, minItems: 1 } },
  ['either'],
  'The first of several that is not empty.',
);
const part = { anyOf: [column, constant] };

export const number = object(
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
      oneOrMore({ anyOf: [column, constant, filled, either] }),
      'The column of the file, or several parts that are put together. Left out in the column that unfold fills.',
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
    split: described(
      text,
      'What stands between the values of a list in the file, such as ";". Each is read by itself, as the other words say.',
    ),
    slug: described(
      { const: true },
      'Writes it as identifiers are written: lower case, without accents, with hyphens between words.',
    ),
  },
  [],
  'A value.',
);

const place = object(
  {
    place: object(
      {
        code: described(
          oneOrMore(part),
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

const count = object(
  {
    count: {
      type: 'array',
      items: text,
      description: 'Columns of the dataset: rows that are equal in them are counted together.',
    },
    first: described({ type: 'integer', minimum: 0 }, 'What the first of them has: 1 where left out.'),
  },
  ['count'],
  'The place of a row among others, in the order of the file.',
);

/** The schema of one dataset column in a mapping. */
export const columnSpec = { anyOf: [text, constant, textSpec, place, count] };
