import type { PoolClient } from 'pg';
import type { RowsRoot } from './content.js';
import { entriesOf } from './entries.js';
import { GrowingTree, type Hash, leafHash, rootOf } from './merkle.js';
import type { RowShape } from './row-shape.js';

/** A power of two, so that a chunk is a perfect subtree. */
export const CHUNK = 1024;
export const HASH_BYTES = 32;

/**
 * Hashes the entries of a revision, keeps the hashes, and answers the root over them. Memory is bounded. `done` is told
 * how many more are kept.
 */
export async function recordRows(
  client: PoolClient,
  shape: RowShape,
  revision: number,
  done: (count: number) => void = () => undefined,
): Promise<RowsRoot> {
  const tree = new GrowingTree();
  let hashes: Hash[] = [];
  let count = 0;
  const keep = async () => {
    const root = rootOf(hashes);
    await client.query('insert into log_rows (revision, chunk, root, hashes) values ($1, $2, $3, $4)', [
      revision,
      tree.size,
      root,
      Buffer.concat(hashes),
    ]);
    tree.add(root);
    count += hashes.length;
    done(hashes.length);
    hashes = [];
  };
  for await (const entries of entriesOf(client, shape, revision))
    for (const { text } of entries) {
      hashes.push(leafHash(text));
      if (hashes.length === CHUNK) await keep();
    }
  if (hashes.length > 0) await keep();
  return { count, root: tree.root().toString('hex') };
}

/** The hashes of a chunk, one by one. */
export const hashesIn = (chunk: Buffer): Hash[] =>
  Array.from({ length: Math.floor(chunk.length / HASH_BYTES) }, (_, at) =>
    chunk.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
