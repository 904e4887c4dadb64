import type { PoolClient } from 'pg';
import type { RowsRoot } from './content.js';
import { entriesOf } from './entries.js';
import { GrowingTree, type Hash, leafHash, rootOf } from './merkle.js';
import type { RowShape } from './row-shape.js';

/** Hashes per chunk. A power of two, so that a chunk is a perfect subtree. */
export const CHUNK = 1024;
export const HASH_BYTES = 32;

/**
 * Hashes the entries of a revision, stores the hashes in chunks and returns their root. Memory is bounded.
 * @param done called with the number of hashes of each stored chunk
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
  const storeChunk = async () => {
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
      if (hashes.length === CHUNK) await storeChunk();
    }
  if (hashes.length > 0) await storeChunk();
  return { count, root: tree.root().toString('hex') };
}

/** Splits a chunk into its hashes. */
export const hashesIn = (chunk: Buffer): Hash[] =>
  Array.from({ length: Math.floor(chunk.length / HASH_BYTES) }, (_, at) =>
    chunk.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
