import type { KeyContent } from './content.js';
import { keyIdOf } from './head.js';
import type { Tamperings } from './tampering.js';

/** A key that replaced a lost one, without a signature of that one. */
export interface UnvouchedKey {
  /** The index of its key leaf. */
  readonly leaf: number;
  readonly key: string;
  readonly replaces: string;
}

/** Reads a key leaf that replaces a lost key; returns undefined for any other key leaf. */
export function unvouchedKey({ publicKey, replaces, lost, signature }: KeyContent, leaf: number, before: string) {
  if (lost !== true || signature !== null || replaces !== keyIdOf(before)) return undefined;
  return { leaf, key: keyIdOf(publicKey), replaces } satisfies UnvouchedKey;
}

/**
 * Checks an unvouched key against the trusted keys (ids or their first 16 digits), and reports it.
 * @param known whether the saved head is newer than the key, and so already includes it
 * @returns whether the key is trusted
 */
export function judgeKey(
  { leaf, key, replaces }: UnvouchedKey,
  { trusted = [], known = false }: { readonly trusted?: readonly string[]; readonly known?: boolean },
  tamperings: Tamperings,
): boolean {
  const sentence = `From leaf ${leaf} on, the key ${key} signs in place of the lost key ${replaces}, which did not sign the replacement`;
  const isTrusted = known || trusted.some((id) => key.startsWith(id));
  if (isTrusted) tamperings.note(`${sentence}; ${known ? 'the saved head already includes it' : 'you trust it'}.`);
  else
    tamperings.add(
      'KEY_UNVOUCHED',
      `${sentence}. Ask the operator of the hub, by another channel, whether the key is theirs. If so, pass --trust-key ${key.slice(0, 16)}.`,
    );
  return isTrusted;
}
