import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import { canonicalJson, type Json } from './canonical.js';
import type { RevisionContent } from './content.js';
import { LogTables } from './log-tables.js';
import { LogWalk, type Trust } from './log-walk.js';
import { readRevisionContent } from './revision-content.js';
import { keyText, type RowShape, shapeOf } from './row-shape.js';
import { type Tampering, Tamperings } from './tampering.js';
import { verifyRows } from './verify-rows.js';

export interface Verification {
  readonly subgraph: string;
  readonly leaves: number;
  /** Of the tree over all leaves; hexadecimal. */
  readonly root: string;
  /** The rows, with what happened to each, that were held against the log. */
  readonly entries: number;
  readonly tamperings: readonly Tampering[];
  /** What holds, and should be known all the same. */
  readonly notes: readonly string[];
}

export interface VerifyOptions extends Trust {
  /** Is told of each revision that was looked at. */
  readonly progress?: (done: number, total: number) => void;
}

/** What a subgraph has and keeps: its name, its tables, the datasets that it knows. */
export interface Verifiable {
  readonly name: string;
  readonly database: Database;
  readonly datasets: readonly Dataset[];
}

/** Holds every table of a subgraph against its log, and the log against its heads and the saved one. It writes nothing. */
export async function verifyDatabase(subgraph: Verifiable, options: VerifyOptions = {}): Promise<Verification> {
  const client = await (await subgraph.database.pool()).connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await new DatabaseVerifier(client, subgraph, options).run();
  } finally {
    await client.query('rollback').finally(() => client.release());
  }
}

class DatabaseVerifier {
  readonly #tamperings: Tamperings;
  readonly #walk: LogWalk;
  readonly #shapes: Map<string, RowShape>;

  constructor(
    private readonly client: PoolClient,
    private readonly subgraph: Verifiable,
    private readonly options: VerifyOptions,
  ) {
    this.#tamperings = new Tamperings(subgraph.name);
    this.#walk = new LogWalk(this.#tamperings);
    this.#shapes = new Map(subgraph.datasets.map((each) => [each.name, shapeOf(subgraph.database, each)]));
  }

  async run(): Promise<Verification> {
    const { name } = this.subgraph;
    const revisions = await new LogTables(this.client, name, this.#walk, this.#tamperings).verify();
    this.#walk.checkAgainst(this.options);
    await this.#checkRevisions(revisions);
    for (const shape of this.#shapes.values()) await this.#checkStrays(shape, revisions);
    await this.#checkStrayHashes(revisions);
    return {
      subgraph: name,
      leaves: this.#walk.size,
      root: this.#walk.root,
      entries: revisions.reduce((sum, { rows }) => sum + rows.count, 0),
      tamperings: this.#tamperings.found,
      notes: this.#tamperings.notes,
    };
  }

  async #checkRevisions(logged: RevisionContent[]): Promise<void> {
    const { rows } = await this.client.query<{ number: number }>('select number from revision order by number');
    const unknown = new Set(rows.map(({ number }) => number));
    for (const [done, content] of logged.entries()) {
      unknown.delete(content.revision);
      await this.#checkRevision(content);
      this.options.progress?.(done + 1, logged.length);
    }
    for (const revision of unknown)
      this.#tamperings.add(
        'REVISION_UNKNOWN',
        `Revision ${revision} is recorded, and the log does not have it.`,
        revision,
      );
  }

  async #checkRevision(logged: RevisionContent): Promise<void> {
    const { revision, dataset } = logged;
    const recorded = await readRevisionContent(this.client, this.subgraph.name, revision, logged.rows);
    if (!recorded)
      this.#tamperings.add(
        'REVISION_MISSING',
        `Revision ${revision} of ${dataset} is in the log, and is not recorded.`,
        revision,
      );
    else this.#compare(logged, recorded);
    const shape = this.#shapes.get(dataset);
    if (shape) await verifyRows(this.client, shape, logged, this.#tamperings);
    else this.#tamperings.add('DATASET_UNKNOWN', `Revision ${revision} is of the dataset ${dataset}.`, revision);
  }

  #compare(logged: RevisionContent, recorded: RevisionContent): void {
    for (const name of Object.keys(logged) as (keyof RevisionContent)[]) {
      const [was, is] = [logged[name], recorded[name]].map((value) => canonicalJson((value ?? null) as Json));
      if (was !== is)
        this.#tamperings.add(
          'REVISION_CHANGED',
          `Revision ${logged.revision}: ${name} is ${is}; the log has ${was}.`,
          logged.revision,
        );
    }
  }

  /** Rows that say they were recorded by a revision which is not of their dataset are in no leaf. */
  async #checkStrays(shape: RowShape, revisions: RevisionContent[]): Promise<void> {
    const own = revisions.filter(({ dataset }) => dataset === shape.dataset).map(({ revision }) => revision);
    const { rows } = await this.client.query<{ revision: number; key: string; others: number }>(
      `select revision, min(key collate "C") as key, count(*)::integer - 1 as others from (
          select recorded_from as revision, ${shape.keySql} as key from ${shape.table}
          union all select recorded_to, ${shape.keySql} from ${shape.table} where recorded_to <> ${OPEN}) at
        where revision <> all ($1) group by revision order by revision limit 10`,
      [own],
    );
    for (const { revision, key, others } of rows)
      this.#tamperings.add(
        'ROW_UNKNOWN',
        `Dataset ${shape.dataset}: the row ${keyText(shape, key)}${others > 0 ? `, as ${others} others,` : ''} says that revision ${revision} opened or closed it, and the log has no such revision of it.`,
        revision,
      );
  }

  async #checkStrayHashes(revisions: RevisionContent[]): Promise<void> {
    const { rows } = await this.client.query<{ revision: number }>(
      'select distinct revision from log_rows where revision <> all ($1) order by revision limit 10',
      [revisions.map(({ revision }) => revision)],
    );
    for (const { revision } of rows)
      this.#tamperings.add(
        'ROWS_REHASHED',
        `Hashes are kept of rows of revision ${revision}, which the log does not have.`,
      );
  }
}
