import { createPrivateKey, type KeyObject } from 'node:crypto';

/** The keys for signing the log of revisions. */
export interface SigningKeys {
  readonly current: KeyObject;
  /** The previous key, if `current` replaces it. It signs the leaf that records the replacement. */
  readonly previous?: KeyObject;
  /** The id of the previous key, or its first digits, if that key is lost and cannot sign the replacement. */
  readonly lost?: string;
}

/** Parses the id of a key, or at least its first 16 digits. @throws Error whose message says what is accepted */
export function readKeyId(text: string): string {
  if (/^[0-9a-f]{16,64}$/.test(text)) return text;
  throw new Error('expected the id of a key, or its first 16 digits, such as 3f2a9b0c1d2e4f56');
}

/**
 * Parses an Ed25519 private key in PKCS #8: PEM, or DER in base64.
 * @throws Error whose message says what is accepted, without the value
 */
export function readSigningKey(text: string): KeyObject {
  const key = tryRead(text.trim());
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new Error(
    'expected an Ed25519 private key in PKCS #8, as PEM or DER in base64; create one by "openssl genpkey -algorithm ed25519 -outform DER | base64"',
  );
}

function tryRead(text: string): KeyObject | undefined {
  try {
    if (text.startsWith('-----BEGIN')) return createPrivateKey(text);
    return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/** The log is signed by a key that this process does not have. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
  readonly code = 'SIGNING_KEY_UNKNOWN';
}
