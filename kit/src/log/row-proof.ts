import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { CabildoError } from '../errors.js';
import { entryOf } from './entries.js';
import { type Hash, leafHash, rootOf } from './merkle.js';
import { LogBrokenError } from './nodes.js';
import { inclusionRanges } from './proof.js';
import { shapeOf } from './row-shape.js';
import { CHUNK, HASH_BYTES, hashesIn } from './rows-log.js';

/** The change of one row by a revision, with the proof that the tree of its rows includes it. Hashes are hexadecimal. */
export interface RowProof {
  /** The canonical JSON of `{ after, before }`; its hash is SHA-256 over a zero byte and the UTF-8 of this text. */
  readonly entry: string;
  readonly index: number;
  /** The number of rows that the revision changed. */
  readonly size: number;
  readonly proof: readonly string[];
}

/**
 * Proves the change of a row.
 * @param key the values of the key columns, in order
 * @throws CabildoError NOT_FOUND, BAD_ARGUMENT; LogBrokenError
 */
export async function proveRow(
  database: Database,
  dataset: Dataset,
  revision: number,
  key: readonly string[],
): Promise<RowProof> {
  const shape = shapeOf(database, dataset);
  if (key.length !== shape.keyNames.length)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `The key of ${dataset.name} is ${shape.keyNames.join(', ')}; the request has ${key.length} values of "key".`,
    );
  const pool = await database.pool();
  const entry = await entryOf(pool, shape, revision, key);
  if (!entry)
    throw new CabildoError(
      'NOT_FOUND',
      `Revision ${revision} did not change the row ${key.join(', ')} of ${dataset.name}.`,
    );
  const hash = leafHash(entry.text);
  const { rows } = await pool.query<Chunk>(
    `select root, octet_length(hashes) / ${HASH_BYTES} as size,
        case when position($2 in hashes) > 0 then hashes end as hashes
      from log_rows where revision = $1 order by chunk`,
    [revision, hash],
  );
  return { entry: entry.text, ...pathToRoot(rows, hash) };
}

interface Chunk {
  root: Hash;
  size: number;
  /** Null unless the hash may be among them. */
  hashes: Buffer | null;
}

/** Builds the path from a hash to the root: inside its chunk, which is a perfect subtree, then over the chunk roots. */
function pathToRoot(chunks: Chunk[], hash: Hash): Omit<RowProof, 'entry'> {
  const at = chunks.findIndex(({ hashes }) => hashes && hashesIn(hashes).some((each) => each.equals(hash)));
  if (at < 0) throw new LogBrokenError('The row differs from its log. Run hub verify for a full report.');
  const hashes = hashesIn(chunks[at]!.hashes!);
  const inChunk = hashes.findIndex((each) => each.equals(hash));
  const overChunks = chunks.map(({ root }) => root);
  return {
    index: at * CHUNK + inChunk,
    size: chunks.reduce((sum, { size }) => sum + size, 0),
    proof: [...pathIn(hashes, inChunk), ...pathIn(overChunks, at)].map((each) => each.toString('hex')),
  };
}

const pathIn = (leaves: readonly Hash[], index: number): Hash[] =>
  inclusionRanges(index, leaves.length).map(({ from, to }) => rootOf(leaves.slice(from, to)));
