import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { appendRevision } from '../log/append.js';
import { commitPublication, confirmPublication } from '../log/commit.js';
import { nextRevision } from '../log/next-revision.js';
import { shapeOf } from '../log/row-shape.js';
import { recordRows } from '../log/rows-log.js';
import { checkStage } from './check-stage.js';
import { type DanglingReference, findDanglingReferences } from './dangling-references.js';
import { type ChangeCounts, findDifference, publishDifference } from './difference.js';
import { Findings } from './findings.js';
import type { Publishable } from './packages.js';
import { leave, recordRevision } from './run.js';
import { createStage, type TableNames, tableNames } from './stage.js';

/** The reason why a dataset cannot be revised, in one sentence. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
  readonly code = 'REVISION_REFUSED';
}

export interface Revising {
  /** The name of the dataset. */
  dataset: string;
  publishedBy: string;
  note?: string;
}

export interface Revised {
  /** Undefined if there was nothing to change. */
  revision?: number;
  changes: ChangeCounts;
}

/**
 * Withdraws all rows of a source from a dataset, as a new revision. Earlier revisions stay readable.
 * @throws RevisionError
 */
export function withdraw(subgraph: Publishable, revising: Revising & { source: string }): Promise<Revised> {
  // The stage stays empty: the source has no rows any more.
  return revise(subgraph, revising, (client, names) => findDifference(client, names, { ofSource: revising.source }));
}

/**
 * Restores a dataset to an earlier revision, as a new revision. Rows keep their sources.
 * @throws RevisionError
 */
export function revert(subgraph: Publishable, revising: Revising & { to: number }): Promise<Revised> {
  const { to } = revising;
  return revise(subgraph, revising, async (client, names, revision) => {
    if (!Number.isInteger(to) || to < 0 || to >= revision)
      throw new RevisionError(`There is no revision ${to}: the newest is ${revision - 1}.`);
    const columns = [...names.all, 'source_id', 'line'].join(', ');
    await client.query(
      `insert into stage (${columns}) select ${columns} from ${names.table} where recorded_from <= $1 and recorded_to > $1`,
      [to],
    );
    await client.query('analyze stage');
    await refuseLost(client, subgraph, names, revising.dataset);
    return findDifference(client, names, 'go');
  });
}

/** Computes the difference; the stage exists and is empty. */
type Work = (client: PoolClient, names: TableNames, revision: number) => Promise<ChangeCounts>;

async function revise({ datasets, database }: Publishable, revising: Revising, work: Work): Promise<Revised> {
  const dataset = datasets.find(({ name }) => name === revising.dataset);
  if (!dataset)
    throw new RevisionError(
      `Unknown dataset "${revising.dataset}". Expected one of: ${datasets.map(({ name }) => name).join(', ')}.`,
    );
  const id = randomUUID();
  const { revised, loss } = await reviseAs(id, database, dataset, revising, work);
  if (loss) await confirmPublication(database, id, loss);
  return revised;
}

/** @param id of the ingestion, in the revision */
async function reviseAs(id: string, database: Database, dataset: Dataset, revising: Revising, work: Work) {
  const client = await (await database.pool()).connect();
  try {
    await client.query('begin');
    const revision = await nextRevision(client, database.schema);
    const names = tableNames(database, dataset);
    await createStage(client, names);
    const changes = await work(client, names, revision);
    if (changes.added + changes.changed + changes.withdrawn === 0) return { revised: { changes } };
    refuseDanglingReferences(await findDanglingReferences(client, database, dataset), dataset);
    await publishDifference(client, names, revision, changes);
    const logged = await recordRows(client, shapeOf(database, dataset), revision);
    await recordRevision(client, { ...revising, dataset, id }, revision, changes, 0);
    await appendRevision(client, database, revision, logged);
    return { revised: { revision, changes }, loss: await commitPublication(client) };
  } finally {
    await leave(client);
  }
}

/** Restored rows may refer to rows that no longer exist. */
async function refuseLost(client: PoolClient, { datasets, database }: Publishable, names: TableNames, name: string) {
  const dataset = datasets.find((each) => each.name === name)!;
  const findings = new Findings();
  await checkStage({ client, database, dataset, names, files: [], findings, withhold: false });
  const [first] = findings.kept;
  if (first)
    throw new RevisionError(
      `${findings.counts.error} rows of ${name} would refer to rows that no longer exist, such as ${first.column} ${first.found}. Revert that dataset first.`,
    );
}

function refuseDanglingReferences(dangling: DanglingReference[], to: Dataset): void {
  const [first] = dangling;
  if (!first) return;
  const counts = new Map<string, number>();
  for (const { from, count } of dangling) counts.set(from, (counts.get(from) ?? 0) + count);
  const who = [...counts].map(([from, count]) => `${count} ${count === 1 ? 'row' : 'rows'} of ${from}`).join(', ');
  throw new RevisionError(
    `Rows of ${to.name} that other rows refer to would be withdrawn, such as ${first.key}: ${who}. Withdraw those first.`,
  );
}
