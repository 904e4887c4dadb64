import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset } from '../ingest/dataset.js';
import { OPEN } from '../recorded.js';
import { canonicalJson, type Json } from './canonical.js';
import type { RevisionContent } from './content.js';
import type { SignedHead } from './head.js';
import { LogWalk, type Trust } from './log-walk.js';
import { type Hash, nodeHash } from './merkle.js';
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
    const revisions = await this.#walkLeaves();
    await this.#checkNodes();
    await this.#checkHeads();
    this.#walk.checkAgainst(this.options);
    await this.#checkRevisions(revisions);
    for (const shape of this.#shapes.values()) await this.#checkStrays(shape, revisions);
    await this.#checkStrayHashes(revisions);
    return {
      subgraph: this.subgraph.name,
      leaves: this.#walk.size,
      root: this.#walk.root,
      entries: revisions.reduce((sum, { rows }) => sum + rows.count, 0),
      tamperings: this.#tamperings.found,
      notes: this.#tamperings.notes,
    };
  }

  async #walkLeaves(): Promise<RevisionContent[]> {
    const { rows } = await this.client.query<{ index: number; revision: number | null; content: string }>(
      'select index, revision, content from log_leaf order by index',
    );
    const revisions: RevisionContent[] = [];
    const gap = rows.findIndex(({ index }, at) => index !== at);
    if (gap >= 0) this.#tamperings.add('LEAF_MISSING', `Leaf ${gap} of the log is missing.`);
    for (const { index, revision, content } of rows) {
      const leaf = this.#walk.take(content);
      const said = leaf?.kind === 'revision' ? leaf.revision : null;
      if (!leaf || said !== revision || leaf.subgraph !== this.subgraph.name)
        this.#tamperings.add('LEAF_CHANGED', `Leaf ${index} says ${content.slice(0, 200)}, which is not its place.`);
      else if (leaf.kind === 'revision') revisions.push(leaf);
    }
    return revisions;
  }

  async #checkNodes(): Promise<void> {
    const { rows } = await this.client.query<{ level: number; place: number; hash: Hash }>(
      'select level, place, hash from log_node order by level, place',
    );
    const kept = new Map(rows.map(({ level, place, hash }) => [`${level}/${place}`, hash]));
    let hashes: Hash[] = this.#walk.leaves;
    for (let level = 0; hashes.length > 0; level += 1) {
      for (const [place, hash] of hashes.entries()) this.#checkNode(level, place, hash, kept);
      const pairs = Array.from({ length: Math.floor(hashes.length / 2) }, (_, at) => at * 2);
      hashes = pairs.map((at) => nodeHash(hashes[at]!, hashes[at + 1]!));
    }
    if (kept.size > 0)
      this.#tamperings.add(
        'LEAF_MISSING',
        `The tree has nodes over leaves that are gone, such as ${kept.keys().next().value}.`,
      );
  }

  #checkNode(level: number, place: number, hash: Hash, kept: Map<string, Hash>): void {
    const name = `${level}/${place}`;
    const what = level === 0 ? `Leaf ${place}` : `Node ${place} of level ${level}`;
    if (!kept.get(name)?.equals(hash))
      this.#tamperings.add(
        level === 0 ? 'LEAF_CHANGED' : 'NODE_CHANGED',
        `${what} has the hash ${hash.toString('hex')}, and ${kept.get(name)?.toString('hex') ?? 'none'} is kept for it.`,
      );
    kept.delete(name);
  }

  async #checkHeads(): Promise<void> {
    const { rows } = await this.client.query<Omit<SignedHead, 'subgraph'>>(
      `select size, encode(root, 'hex') as root, signed_at as "signedAt", key,
          translate(encode(signature, 'base64'), E'\\n', '') as signature
        from log_head order by size`,
    );
    for (const head of rows) this.#walk.checkHead({ subgraph: this.subgraph.name, ...head });
    const newest = rows.at(-1)?.size ?? 0;
    if (newest < this.#walk.size)
      this.#tamperings.add(
        'HEAD_MISSING',
        `The newest signed head is of ${newest} leaves, and the log has ${this.#walk.size}.`,
      );
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
