import type { Values } from './config.js';
import { readKeyId, readSigningKey, type SigningKeys } from './signing-keys.js';

/** What may be said of the key that signed a log before `SIGNING_KEY`. */
export const signingVariables = {
  SIGNING_KEY_PREVIOUS: {
    description: 'The key that SIGNING_KEY takes the place of: it signs the change, and is not needed afterwards.',
    read: readSigningKey,
    fallback: undefined as SigningKeys['previous'],
    secret: true,
  },
  SIGNING_KEY_LOST: {
    description:
      'The id of a key that signed until now and is lost for good: SIGNING_KEY takes its place, and whoever verifies is told.',
    read: readKeyId,
    fallback: undefined as SigningKeys['lost'],
  },
};

export const signingKeysOf = (
  current: SigningKeys['current'],
  { SIGNING_KEY_PREVIOUS: previous, SIGNING_KEY_LOST: lost }: Values<typeof signingVariables>,
): SigningKeys => ({ current, previous, lost });
