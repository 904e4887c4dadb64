import type { Values } from './config.js';
import { readKeyId, readSigningKey, type SigningKeys } from './signing-keys.js';

/** The environment variables of the previous signing key of a log. */
export const signingVariables = {
  SIGNING_KEY_PREVIOUS: {
    description:
      'The previous signing key, while SIGNING_KEY replaces it. It signs the replacement and is not needed afterwards.',
    read: readSigningKey,
    fallback: undefined as SigningKeys['previous'],
    secret: true,
  },
  SIGNING_KEY_LOST: {
    description:
      'The id of the previous signing key, if it is lost: SIGNING_KEY replaces it, and verification reports that.',
    read: readKeyId,
    fallback: undefined as SigningKeys['lost'],
  },
};

/** Combines the current key with the variables of the previous one. */
export const signingKeysOf = (
  current: SigningKeys['current'],
  { SIGNING_KEY_PREVIOUS: previous, SIGNING_KEY_LOST: lost }: Values<typeof signingVariables>,
): SigningKeys => ({ current, previous, lost });
