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
  /** The root of the tree over all leaves; hexadecimal. */
  readonly root: string;
  /** The number of row changes that were compared with the log. */
  readonly entries: number;
  readonly tamperings: readonly Tampering[];
  /** Remarks that are not problems, one sentence each. */
  readonly notes: readonly string[];
}

export interface VerifyOptions extends Trust {
  /** Called after each verified revision. */
  readonly progress?: (done: number, total: number) => void;
}

/** A subgraph whose log can be read and verified. */
export interface Verifiable {
  readonly name: string;
  readonly database: Database;
  readonly datasets: readonly Dataset[];
}

/** Verifies the tables of a subgraph against its log, and the log against its heads and the saved head. Writes nothing. */
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
      this.#tamperings.add('REVISION_UNKNOWN', `Revision ${revision} is in the tables but not in the log.`, revision);
  }

  async #checkRevision(logged: RevisionContent): Promise<void> {
    const { revision, dataset } = logged;
    const recorded = await readRevisionContent(this.client, this.subgraph.name, revision, logged.rows);
    if (!recorded)
      this.#tamperings.add(
        'REVISION_MISSING',
        `Revision ${revision} of ${dataset} is in the log but not in the tables.`,
        revision,
      );
    else this.#compare(logged, recorded);
    const shape = this.#shapes.get(dataset);
    if (shape) await verifyRows(this.client, shape, logged, this.#tamperings);
    else
      this.#tamperings.add(
        'DATASET_UNKNOWN',
        `Revision ${revision} belongs to the unknown dataset ${dataset}.`,
        revision,
      );
  }

  #compare(logged: RevisionContent, recorded: RevisionContent): void {
    for (const name of Object.keys({ ...recorded, ...logged }) as (keyof RevisionContent)[]) {
      const [was, is] = [logged[name], recorded[name]].map((value) => canonicalJson((value ?? null) as Json));
      if (was !== is)
        this.#tamperings.add(
          'REVISION_CHANGED',
          `Revision ${logged.revision}: ${name} is ${is}; the log has ${was}.`,
          logged.revision,
        );
    }
  }

  /** Finds rows opened or closed by a revision that is not one of their dataset: no leaf covers them. */
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
        `Dataset ${shape.dataset}: the row ${keyText(shape, key)} refers to revision ${revision}, which the log does not have for this dataset${others > 0 ? `; so do ${others} other rows` : ''}.`,
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
        `There are stored row hashes of revision ${revision}, which the log does not have.`,
      );
  }
}
