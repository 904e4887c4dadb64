import { type Branded, textScalar } from './text.js';

export type StateCode = Branded<'StateCode'>;

export const StateCodeScalar = textScalar({
  name: 'StateCode',
  description: "INEGI's code of a state: two digits as text from 01 to 32, such as 15 (Estado de México).",
  accepts: "INEGI's code has two digits from 01 to 32, such as 15",
  parse: (text) => (/^(0[1-9]|[12][0-9]|3[0-2])$/.test(text) ? text : undefined),
});
