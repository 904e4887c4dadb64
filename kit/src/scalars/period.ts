import { type Branded, textScalar } from './text.js';

export type Period = Branded<'Period'>;
const pattern = /^\d{4}(-S[12]|-T[1-3]|-Q[1-4]|-(0[1-9]|1[0-2]))?$/;

export const PeriodScalar = textScalar({
  name: 'Period',
  description:
    'The time that an observation covers, as SDMX writes it: a year (2020), a half-year (2020-S1), a third (2020-T1), a quarter (2020-Q1) or a month (2020-06).',
  specifiedByURL: 'https://sdmx.org/standards-2/',
  accepts: 'SDMX writes a year 2020, a half-year 2020-S1, a third 2020-T1, a quarter 2020-Q1, a month 2020-06',
  parse: (text) => (pattern.test(text) ? text : undefined),
});
