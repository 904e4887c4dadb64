import { described, object, oneOrMore, settings, text, texts } from './json-schema.js';

/** Longer patterns are refused before they are compiled. */
const LONGEST_PATTERN = 1_000;

const constant = object({ constant: { type: 'string' } }, ['constant'], 'A text that is the same in every row.');
export const column = described(text, 'A column of the file, by name or by position: "#5" is the fifth column.');
export const pattern = (description: string) =>
  described({ type: 'string', minLength: 1, maxLength: LONGEST_PATTERN }, `${description} RE2 syntax, without case.`);
const template = described(text, 'The result, with the groups of the pattern: $1 is the first group.');
const columnPart = object(
  {
    column,
    pattern: pattern('A regular expression that must match the whole text.'),
    as: template,
    month: described({ const: true }, 'Converts the Spanish name of a month, such as enero or ene., to two digits.'),
  },
  ['column'],
  'A part of the text of a column of the file.',
);
const filled = object(
  { filled: described(text, 'A column of the dataset.') },
  ['filled'],
  'The value of another dataset column in the same row.',
);
const either = object(
  { either: { type: 'array', items: { anyOf: [column, columnPart, constant, filled] }, minItems: 1 } },
  ['either'],
  'The first of several texts that is not empty.',
);
const part = { anyOf: [column, columnPart, constant] };

export const number = object(
  {
    decimal: { enum: ['.', ','] },
    thousands: { enum: [',', '.', ' ', "'"] },
    allow: described(texts, 'Numbers such as -999 that are valid values here.'),
    currency: described(texts, 'Signs of currency that are removed, besides $ and MXN.'),
    minus: described(texts, 'Characters that mean a minus sign, such as an en dash.'),
    trailingMinus: described({ const: true }, 'A minus sign may follow the number, as in 5-.'),
  },
  [],
  'The notation of numbers: the decimal mark ("." by default) and the separator of thousands (none by default). $, MXN and % are removed, (5) is -5, and the minus sign U+2212 is accepted.',
);

const textSpec = object(
  {
    from: described(
      oneOrMore({ anyOf: [column, columnPart, constant, filled, either] }),
      'The column of the file, or several parts that are joined. Left out for the column that unfold fills.',
    ),
    join: described({ type: 'string' }, 'The separator between several parts.'),
    pad: described(
      { type: 'array', items: { type: 'integer', minimum: 1 } },
      'The number of digits of each part, padded with zeros.',
    ),
    pattern: pattern(
      'A regular expression that must match the whole text, such as "(\\d+)/(\\d+)/(\\d+)" for 31/12/2020.',
    ),
    as: described(text, 'The result, with the groups of the pattern, as in "$3-$2-$1".'),
    number: { anyOf: [{ const: true }, number] },
    notAvailable: described(
      texts,
      'Texts that mean an unknown value, besides those of the mapping. Numbers are compared as numbers: -999 equals -999.0.',
    ),
    ifNotAvailable: described(settings, 'By dataset column: its value if this value is not available.'),
    raw: described(text, 'The dataset column that keeps the text as published.'),
    values: described(
      settings,
      'By text of the file: the value in the dataset. A text that is not listed is an error.',
    ),
    split: described(
      text,
      'The separator between the values of a list, such as ";". Each value is converted separately.',
    ),
    slug: described(
      { const: true },
      'Converts to an identifier: lower case, without accents, with hyphens between words.',
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
          'The column with the code, or one for each part of it. Lost leading zeros are restored.',
        ),
        system: described(text, 'The code system: INEGI by default, or INE.'),
        name: described(part, 'The column with the name. It is checked against the code.'),
        state: described(part, 'The state in which names are looked up, by code or name. Required without a code.'),
      },
      [],
      'A municipality.',
    ),
  },
  ['place'],
  'The code of a municipality, from its code, its name, or both.',
);

const count = object(
  {
    count: {
      type: 'array',
      items: text,
      description: 'Dataset columns: rows with equal values in them are numbered together.',
    },
    first: described({ type: 'integer', minimum: 0 }, 'The first number, 1 by default.'),
  },
  ['count'],
  'The number of a row within its group, in the order of the file.',
);

/** The schema of one dataset column in a mapping. */
export const columnSpec = { anyOf: [text, constant, textSpec, place, count] };
