import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import type { SigningKeys } from '../process/signing-keys.js';
import { appendKey, appendRevision, foreignKey, newestKey, signNewest, sizeOf } from './append.js';
import type { RowsRoot } from './content.js';
import { keyIdOf, publicKeyText } from './head.js';
import { EMPTY_ROOT } from './merkle.js';
import { nextRevision } from './next-revision.js';
import { readRoots } from './nodes.js';
import { shapeOf } from './row-shape.js';
import { recordRows } from './rows-log.js';

/**
 * Completes the log: appends the leaf of the signing key, leaves of revisions that were published before the log existed,
 * and signs the head.
 * @throws SigningKeyError if the log is signed by a key that this process does not have
 */
export async function completeLog(client: PoolClient, database: Database, datasets: readonly Dataset[]): Promise<void> {
  await client.query('begin');
  try {
    // Takes the publication lock: nothing is published meanwhile.
    await nextRevision(client, database.schema);
    await storeRoots(client);
    if (database.signingKeys) await appendMissingKey(client, database.schema, database.signingKeys);
    for (const { number, dataset } of await unlogged(client)) {
      const rows = await rowsOf(
        client,
        database,
        number,
        datasets.find(({ name }) => name === dataset),
      );
      await appendRevision(client, database, number, rows);
    }
    if (database.signingKeys && !(await isSigned(client)))
      await signNewest(client, database.schema, database.signingKeys.current);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Stores the roots of leaves that were appended by a version without them. */
async function storeRoots(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ index: number }>(
    'select index from log_leaf where root is null order by index',
  );
  for (const { index } of rows) {
    const [root] = await readRoots(client, [{ from: 0, to: index + 1 }]);
    await client.query('update log_leaf set root = $2 where index = $1', [index, root]);
  }
}

async function appendMissingKey(client: PoolClient, subgraph: string, keys: SigningKeys): Promise<void> {
  const { current, previous, lost } = keys;
  const known = await newestKey(client);
  if (!known) return appendKey(client, subgraph, current);
  if (known.publicKey === publicKeyText(current)) return;
  if (previous && known.publicKey === publicKeyText(previous)) return appendKey(client, subgraph, current, previous);
  const id = keyIdOf(known.publicKey);
  if (!lost || !id.startsWith(lost)) throw foreignKey(subgraph, known, current);
  await appendKey(client, subgraph, current, id);
}

async function unlogged(client: PoolClient): Promise<{ number: number; dataset: string }[]> {
  const { rows } = await client.query<{ number: number; dataset: string }>(
    `select number, dataset from revision r where not exists (select from log_leaf l where l.revision = r.number)
      order by number`,
  );
  return rows;
}

/** Hashes the rows of a revision. A dataset that the code no longer defines has no known table, so it has no rows. */
async function rowsOf(client: PoolClient, database: Database, revision: number, dataset?: Dataset): Promise<RowsRoot> {
  if (!dataset) return { count: 0, root: EMPTY_ROOT.toString('hex') };
  return recordRows(client, shapeOf(database, dataset), revision);
}

async function isSigned(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query('select from log_head where size = $1', [await sizeOf(client)]);
  return rows.length > 0;
}
