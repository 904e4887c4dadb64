import type { KeyContent } from './content.js';
import { keyIdOf } from './head.js';
import type { Tamperings } from './tampering.js';

/** A key that signs in the place of one that was lost, and that nobody but the hub vouches for. */
export interface UnvouchedKey {
  /** Where the log says so. */
  readonly leaf: number;
  readonly key: string;
  readonly replaces: string;
}

/** What the leaf says of a key that takes the place of a lost one; undefined where it says something else. */
export function unvouchedKey({ publicKey, replaces, lost, signature }: KeyContent, leaf: number, before: string) {
  if (lost !== true || signature !== null || replaces !== keyIdOf(before)) return undefined;
  return { leaf, key: keyIdOf(publicKey), replaces } satisfies UnvouchedKey;
}

/**
 * Judges such a key by those that the verifier trusts, by their ids or the first 16 digits of them.
 * @returns whether it may be believed
 */
export function judgeKey(
  { leaf, key, replaces }: UnvouchedKey,
  { trusted = [], known = false }: { readonly trusted?: readonly string[]; readonly known?: boolean },
  tamperings: Tamperings,
): boolean {
  const said = `From leaf ${leaf} on the key ${key} signs in place of ${replaces}, which was lost and did not vouch for it`;
  const believed = known || trusted.some((id) => key.startsWith(id));
  if (believed)
    tamperings.note(`${said}; ${known ? 'the saved head is of later than that' : 'you said that you trust it'}.`);
  else
    tamperings.add(
      'KEY_UNVOUCHED',
      `${said}. Ask whoever runs the hub, by another way than the hub, whether it is theirs; if so, say --trust-key ${key.slice(0, 16)}.`,
    );
  return believed;
}
