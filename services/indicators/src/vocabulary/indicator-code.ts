import { type Branded, textScalar } from '@cabildo/kit';

export type IndicatorCode = Branded<'IndicatorCode'>;
const pattern = /^[a-z][a-z0-9_]{1,62}$/;

export const IndicatorCodeScalar = textScalar({
  name: 'IndicatorCode',
  description:
    'The code of an indicator: 2 to 63 characters of a-z, 0-9 and _, starting with a letter, such as pobreza_pct.',
  accepts: '2 to 63 characters of a-z, 0-9 and _, starting with a letter, such as pobreza_pct',
  parse: (text) => (pattern.test(text) ? text : undefined),
});
