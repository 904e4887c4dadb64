import { createPrivateKey, type KeyObject } from 'node:crypto';

/** The keys that a process signs a log with. */
export interface SigningKeys {
  readonly current: KeyObject;
  /** The key that signed until now, where `current` takes its place: it signs the leaf that says so. */
  readonly previous?: KeyObject;
  /** The id of a key that signed until now and is lost, or its beginning: it cannot sign that leaf. */
  readonly lost?: string;
}

/** Reads the id of a key, or at least its first 16 digits, as messages show it. @throws Error with what is accepted */
export function readKeyId(text: string): string {
  if (/^[0-9a-f]{16,64}$/.test(text)) return text;
  throw new Error('it is the id of a key, or its first 16 digits, such as 3f2a9b0c1d2e4f56');
}

/**
 * Reads an Ed25519 private key in PKCS #8: PEM, or the base64 of its DER, which fits on one line.
 * @throws Error with what is accepted, never with what arrived
 */
export function readSigningKey(text: string): KeyObject {
  const key = tryRead(text.trim());
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new Error(
    'it is an Ed25519 private key in PKCS #8, as PEM or as the base64 of DER, such as "openssl genpkey -algorithm ed25519 -outform DER | base64" writes',
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

/** A log is signed by a key that this process does not have. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
  readonly code = 'SIGNING_KEY_UNKNOWN';
}
