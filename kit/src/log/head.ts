import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical.js';

/** The state of a log: its size and root at a time. */
export interface Head {
  readonly subgraph: string;
  /** The number of leaves. */
  readonly size: number;
  /** The root of the tree over the leaves; hexadecimal. */
  readonly root: string;
  /** RFC 3339, UTC. */
  readonly signedAt: string;
  /** The id of the key that signed it. */
  readonly key: string;
}

/** A head with an Ed25519 signature over the canonical JSON of the members of `Head`; base64. */
export interface SignedHead extends Head {
  readonly signature: string;
}

/** Returns the public key as SubjectPublicKeyInfo in base64. */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');

/** Returns the id of a public key: its SHA-256, hexadecimal. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Returns the id of the public key of a private key. */
export const idOfKey = (key: KeyObject): string => keyIdOf(publicKeyText(key));

export function signText(text: string, key: KeyObject): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}

/** Verifies a signature. Returns false if the key or the signature cannot be parsed. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

export const textOfHead = ({ subgraph, size, root, signedAt, key }: Head): string =>
  canonicalJson({ subgraph, size, root, signedAt, key });

export function signHead(head: Omit<Head, 'key'>, privateKey: KeyObject): SignedHead {
  const named = { ...head, key: keyIdOf(publicKeyText(privateKey)) };
  return { ...named, signature: signText(textOfHead(named), privateKey) };
}

export const isHeadSignedBy = (head: SignedHead, publicKey: string): boolean =>
  head.key === keyIdOf(publicKey) && isSignedBy(textOfHead(head), head.signature, publicKey);
