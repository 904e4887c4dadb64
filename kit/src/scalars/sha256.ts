import { type Branded, textScalar } from './text.js';

export type Sha256 = Branded<'Sha256'>;

export const Sha256Scalar = textScalar({
  name: 'Sha256',
  description: 'The SHA-256 digest of the bytes of a file: 64 hexadecimal digits in lower case.',
  accepts: 'a digest has 64 hexadecimal digits in lower case',
  parse: (text) => (/^[0-9a-f]{64}$/.test(text) ? text : undefined),
});
