import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ConnectedSubgraph } from '@cabildo/kit';
import { Snapshot } from '@cabildo/kit';
import { type Author, recordRows } from './record-rows.js';
import { tokenById } from './repository.js';
import type { TokenScope } from './vocabulary/token-scope.js';

/** A token that was checked: who sent it and what it may do. */
export interface Bearer {
  readonly tokenId: string;
  readonly agencyId: string;
  readonly scopes: readonly TokenScope[];
}

/** Why a token is refused. Only the holder of the secret learns that it is expired or revoked: ids cannot be probed. */
export type TokenRefusal = 'unknown' | 'expired' | 'revoked';

const written = /^cab_([0-9a-f]{12})_([\w-]{43})$/;
const digestOf = (secret: string) => createHash('sha256').update(secret).digest();

/**
 * Creates a token of an agency. Only the SHA-256 digest of its secret part is stored.
 * @returns the token, which cannot be shown again
 */
export async function createToken(
  registry: ConnectedSubgraph,
  { agencyId, scopes, days }: { agencyId: string; scopes: readonly TokenScope[]; days: number },
  author: Author,
): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
  const row = {
    id,
    agencyId,
    scopes: [...scopes],
    expiresAt,
    revokedAt: null,
    digest: digestOf(secret).toString('hex'),
  };
  await recordRows(registry, 'agency_token', [row], author);
  return `cab_${id}_${secret}`;
}

/** Revokes a token: the next request that carries it is refused. Returns false if there is no such token. */
export async function revokeToken(registry: ConnectedSubgraph, id: string, author: Author): Promise<boolean> {
  const found = await tokenById(await Snapshot.newest(registry.database), id);
  if (!found) return false;
  const { agencyId, scopes, expiresAt, digest, revokedAt } = found;
  const row = { id, agencyId, scopes, expiresAt, digest, revokedAt: revokedAt ?? new Date().toISOString() };
  await recordRows(registry, 'agency_token', [row], author);
  return true;
}

/** Looks a token up at the newest revision, so that a revocation applies at once. */
export async function bearerOfToken(
  registry: ConnectedSubgraph,
  token: string,
  now = Date.now(),
): Promise<Bearer | TokenRefusal> {
  const [, id, secret] = written.exec(token) ?? [];
  if (!id || !secret) return 'unknown';
  const found = await tokenById(await Snapshot.newest(registry.database), id);
  if (!found || !timingSafeEqual(digestOf(secret), Buffer.from(found.digest, 'hex'))) return 'unknown';
  if (found.revokedAt !== null) return 'revoked';
  if (Date.parse(found.expiresAt) <= now) return 'expired';
  return { tokenId: id, agencyId: found.agencyId, scopes: found.scopes };
}
