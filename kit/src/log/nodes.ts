import type { ClientBase } from 'pg';
import { type Hash, nodeHash } from './merkle.js';
import { type Range, rootOfRange, type Subtree, subtreesOf } from './proof.js';

/** A connection or a pool. */
export type Queries = Pick<ClientBase, 'query'>;

type HashOf = (subtree: Subtree) => Hash;

/** The tables of the log are incomplete. */
export class LogBrokenError extends Error {
  override readonly name = 'LogBrokenError';
  readonly code = 'LOG_BROKEN';
}

/** Reads the hashes of perfect subtrees in one statement. The returned function throws LogBrokenError if one is missing. */
export async function readNodes(client: Queries, subtrees: readonly Subtree[]): Promise<HashOf> {
  const { rows } = await client.query<{ level: number; place: number; hash: Hash }>(
    `select level, place, hash from log_node
      where (level, place) in (select * from unnest($1::integer[], $2::integer[]))`,
    [subtrees.map(({ level }) => level), subtrees.map(({ place }) => place)],
  );
  const known = new Map(rows.map(({ level, place, hash }) => [`${level}/${place}`, hash]));
  return ({ level, place }) => {
    const hash = known.get(`${level}/${place}`);
    if (hash) return hash;
    throw new LogBrokenError(`The log lacks the node ${place} of level ${level}. Run hub verify for a full report.`);
  };
}

/** Computes the roots of ranges of leaves, in one statement. @throws LogBrokenError */
export async function readRoots(client: Queries, ranges: readonly Range[]): Promise<Hash[]> {
  const hashOf = await readNodes(client, ranges.flatMap(subtreesOf));
  return ranges.map((range) => rootOfRange(range, hashOf));
}

/** Stores the hash of leaf `index`, and of the perfect subtrees that it completes. */
export async function appendNodes(client: ClientBase, index: number, leaf: Hash): Promise<void> {
  const beside: Subtree[] = [];
  for (let [level, place] = [0, index]; place % 2 === 1; [level, place] = [level + 1, (place - 1) / 2])
    beside.push({ level, place: place - 1 });
  const hashOf = await readNodes(client, beside);
  const hashes = [leaf];
  for (const subtree of beside) hashes.push(nodeHash(hashOf(subtree), hashes.at(-1)!));
  await client.query(
    `insert into log_node (level, place, hash) select * from unnest($1::integer[], $2::integer[], $3::bytea[])`,
    [hashes.map((_, level) => level), hashes.map((_, level) => Math.floor(index / 2 ** level)), hashes],
  );
}
