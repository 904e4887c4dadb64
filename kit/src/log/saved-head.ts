import type { Database } from '../database/database.js';
import type { SavedHead } from './log-walk.js';
import { LogReader } from './reader.js';

export type { SavedHead } from './log-walk.js';

/** Returns the newest signed head with all leaf hashes. @throws CabildoError NOT_FOUND if there is none yet */
export async function saveHead(database: Database): Promise<SavedHead> {
  const reader = new LogReader(database);
  const head = await reader.head();
  const [leaves, revisions] = await Promise.all([reader.leafHashes(head.size), reader.revisions(head.size)]);
  return { ...head, leaves, revisions };
}

/** Validates a saved head. @throws Error whose message says what is accepted */
export function readSavedHead(value: unknown): SavedHead {
  const { subgraph, size, root, signedAt, key, signature, publicKey, leaves } = Object(value) as Partial<SavedHead>;
  const texts: unknown[] = [subgraph, root, signedAt, key, signature, publicKey, ...(leaves ?? [])];
  if (Number.isInteger(size) && texts.every((text) => typeof text === 'string')) return value as SavedHead;
  throw new Error(
    'expected a head with subgraph, size, root, signedAt, key, signature and publicKey, as /log/<subgraph>/head returns it',
  );
}
