import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { appendRevision } from '../log/append.js';
import { shapeOf } from '../log/row-shape.js';
import { recordRows } from '../log/rows-log.js';
import { OPEN } from '../recorded.js';
import type { Dataset } from './dataset.js';
import type { Publishable } from './packages.js';
import { type Changes, nextRevision, publishStage } from './publish.js';
import { leave, recordRevision } from './run.js';
import { createStage, quoted, type TableNames, tableNames } from './stage.js';

/** Why a dataset cannot be revised: one sentence for whoever asked. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

export interface Revising {
  /** The name of the dataset. */
  dataset: string;
  publishedBy: string;
  note?: string;
}

export interface Revised {
  /** Undefined where there was nothing to change. */
  revision?: number;
  changes: Changes;
}

/**
 * Withdraws all that a source has told a dataset, as a new revision: what was recorded stays in the past.
 * @throws RevisionError
 */
export function withdraw(subgraph: Publishable, revising: Revising & { source: string }): Promise<Revised> {
  return revise(subgraph, revising, async (client, { table }, revision) => {
    const { rowCount } = await client.query(
      `update ${table} set recorded_to = $1
        where recorded_to = ${OPEN} and source_id in (select id from source where code = $2)`,
      [revision, revising.source],
    );
    return { added: 0, changed: 0, withdrawn: rowCount ?? 0 };
  });
}

/**
 * Makes a dataset what it was at an earlier revision, as a new revision. Rows keep the source that they had.
 * @throws RevisionError
 */
export function revert(subgraph: Publishable, revising: Revising & { to: number }): Promise<Revised> {
  const { to } = revising;
  return revise(subgraph, revising, async (client, names, revision) => {
    if (!Number.isInteger(to) || to < 0 || to >= revision)
      throw new RevisionError(`There is no revision ${to}: the newest is ${revision - 1}.`);
    await createStage(client, names);
    const columns = [...names.all, 'source_id', 'line'].join(', ');
    await client.query(
      `insert into stage (${columns}) select ${columns} from ${names.table} where recorded_from <= $1 and recorded_to > $1`,
      [to],
    );
    await client.query('analyze stage');
    return publishStage(client, names, revision, { missing: 'go' });
  });
}

type Work = (client: PoolClient, names: TableNames, revision: number) => Promise<Changes>;

async function revise({ datasets, database }: Publishable, revising: Revising, work: Work): Promise<Revised> {
  const dataset = datasets.find(({ name }) => name === revising.dataset);
  if (!dataset) throw new RevisionError(`There is no dataset "${revising.dataset}".`);
  const client = await (await database.pool()).connect();
  try {
    await client.query('begin');
    const revision = await nextRevision(client, database.schema);
    const changes = await work(client, tableNames(database, dataset), revision);
    if (changes.added + changes.changed + changes.withdrawn === 0) return { changes };
    for (const other of datasets) await checkReferences(client, database, other, dataset);
    const logged = await recordRows(client, shapeOf(database, dataset), revision);
    await recordRevision(client, { ...revising, dataset }, revision, changes, []);
    await appendRevision(client, database, revision, logged);
    await client.query('commit');
    return { revision, changes };
  } finally {
    await leave(client);
  }
}

/** No row may be left that refers to one which is gone. */
async function checkReferences(client: PoolClient, database: Database, from: Dataset, to: Dataset): Promise<void> {
  for (const { column, entity, key } of from.references ?? []) {
    if (entity !== to.entity) continue;
    const columns = [column].flat().map((each) => `s.${quoted(database.columnOf(from.entity, each))}`);
    const keys = [key].flat().map((each) => `t.${quoted(database.columnOf(entity, each))}`);
    const equal = keys.map((each, at) => `${each} = ${columns[at]}`).join(' and ');
    const { rows } = await client.query<{ count: string; first: string }>(
      `select count(*), min(concat_ws(', ', ${columns.join(', ')})) as first from ${quoted(database.tableOf(from.entity))} s
        where s.recorded_to = ${OPEN} and (${columns.join(', ')}) is not null
          and not exists (select from ${quoted(database.tableOf(entity))} t where t.recorded_to = ${OPEN} and ${equal})`,
    );
    const { count, first } = rows[0]!;
    if (Number(count) > 0)
      throw new RevisionError(
        `${count} rows of ${from.name} refer to rows of ${to.name} that would be gone, such as ${first}: withdraw those first.`,
      );
  }
}
