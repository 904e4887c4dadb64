import { type Branded, textScalar } from './text.js';

export type MunicipalityCode = Branded<'MunicipalityCode'>;
const pattern = /^(0[1-9]|[12][0-9]|3[0-2])(?!000)[0-9]{3}$/;

export const MunicipalityCodeScalar = textScalar({
  name: 'MunicipalityCode',
  description:
    "INEGI's code of a municipality: five digits as text, the two of the state (01 to 32) and the three of the municipality, such as 15031 (Chimalhuacán). The electoral institute (INE) numbers the same municipalities differently.",
  accepts: "INEGI's code has five digits, the first two a state from 01 to 32, such as 15031",
  parse: (text) => (pattern.test(text) ? text : undefined),
});
