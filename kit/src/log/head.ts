import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical.js';

/** What a log was at a moment. */
export interface Head {
  readonly subgraph: string;
  /** How many leaves. */
  readonly size: number;
  /** Of the tree over them; hexadecimal. */
  readonly root: string;
  /** RFC 3339, UTC. */
  readonly signedAt: string;
  /** The id of the key that signed it. */
  readonly key: string;
}

/** A head, and an Ed25519 signature over the canonical JSON of all that stands in `Head`; base64. */
export interface SignedHead extends Head {
  readonly signature: string;
}

/** The bytes that a public key is known by: base64 of its SubjectPublicKeyInfo. */
export const publicKeyText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');

/** The SHA-256 of a public key, hexadecimal. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** The id of a private key's public one. */
export const idOfKey = (key: KeyObject): string => keyIdOf(publicKeyText(key));

export function signText(text: string, key: KeyObject): string {
  return sign(null, Buffer.from(text), key).toString('base64');
}

/** Whether the signature over the text is that of the key. What is no key or signature signs nothing. */
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
