import { sql } from 'kysely';
import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { CabildoError } from '../errors.js';
import { checkSize, type Page, type PageArgs, pageOf } from '../page/connection.js';
import type { Batch } from '../read/loader.js';
import type { Snapshot } from '../read/snapshot.js';
import { columnsOf } from '../record/column.js';
import { type RowChange, RowChangeKind } from './change.js';
import {
  CHANGE_CURSOR,
  type ChangeRange,
  changeOrder,
  countChanges,
  filterColumn,
  firstChanges,
  type RecordedChange,
} from './change.repository.js';

export type ChangesArgs = PageArgs & Pick<ChangeRange, 'where'>;

/** Reads the row changes of the revisions of a subgraph. */
export class ChangeReader {
  /** Loads the first page of changes of many revisions in one statement. A key is `<revision> <dataset>`. */
  readonly ofRevisions: Batch<string, Page<RowChange>, ChangesArgs> = {
    read: (snapshot, keys, args) => this.#readEach(snapshot, keys, args),
    absent: noChanges,
  };

  constructor(private readonly datasets: readonly Dataset[]) {}

  /**
   * Returns a page of the changes in a range of revisions, of one dataset or of all that have the filtered columns.
   * @throws CabildoError BAD_ARGUMENT if the range is reversed or the dataset does not exist
   */
  async page(
    snapshot: Snapshot,
    range: ChangeRange,
    args: PageArgs & { dataset?: string | null },
  ): Promise<Page<RowChange>> {
    checkSize(args.first);
    if (range.from > range.to)
      throw new CabildoError(
        'BAD_ARGUMENT',
        `afterRevision: ${range.from} is later than throughRevision: ${range.to}. Swap them.`,
      );
    const fitting = fit(this.#named(args.dataset), range);
    if (fitting.length === 0) return noChanges;
    const options = { limit: args.first + 1, after: args.after };
    const { rows } = await firstChanges(snapshot, fitting, range, options).execute(snapshot.db);
    return this.#pageOf(snapshot, rows, args, () => countChanges(snapshot, fitting, range));
  }

  #named(dataset: string | null | undefined): readonly Dataset[] {
    if (dataset == null) return this.datasets;
    const found = this.datasets.filter(({ name }) => name === dataset);
    if (found.length > 0) return found;
    const names = this.datasets.map(({ name }) => name).join(', ');
    throw new CabildoError('BAD_ARGUMENT', `Unknown dataset "${dataset.slice(0, 80)}". Expected one of: ${names}.`);
  }

  async #readEach(snapshot: Snapshot, keys: readonly string[], args: ChangesArgs) {
    checkSize(args.first);
    const requested = keys.map((key) => this.#requested(key, args)).filter(({ fitting }) => fitting.length > 0);
    if (requested.length === 0) return new Map();
    const options = { limit: args.first + 1, after: args.after };
    const queries = requested.map(({ fitting, range }) => sql`(${firstChanges(snapshot, fitting, range, options)})`);
    const { rows } = await sql<RecordedChange>`${sql.join(queries, sql` union all `)}`.execute(snapshot.db);
    const groups = Map.groupBy(rows, ({ revision }) => revision);
    return new Map(
      requested.map(({ key, range, fitting }) => {
        const count = () => countChanges(snapshot, fitting, range);
        return [key, this.#pageOf(snapshot, groups.get(range.to) ?? [], args, count)];
      }),
    );
  }

  #requested(key: string, { where }: ChangesArgs) {
    const [revision, dataset] = key.split(' ');
    const to = Number(revision);
    const range = { from: to - 1, to, where };
    const datasets = this.datasets.filter(({ name }) => name === dataset);
    return { key, range, fitting: fit(datasets, range) };
  }

  #pageOf(snapshot: Snapshot, rows: RecordedChange[], args: PageArgs, countAll: () => Promise<number>) {
    const { edges, ...page } = pageOf(rows, CHANGE_CURSOR, changeOrder, args, countAll);
    const shown = edges.map(({ cursor, node }) => ({ cursor, node: toRowChange(snapshot, this.datasets, node) }));
    return { ...page, edges: shown, nodes: shown.map(({ node }) => node) };
  }
}

const noChanges: Page<RowChange> = pageOf<RowChange>([], CHANGE_CURSOR, [], { first: 1 }, async () => 0);

const fit = (datasets: readonly Dataset[], { where }: ChangeRange) =>
  datasets.filter((dataset) => where.every(({ type }) => filterColumn(dataset, type)));

/** Converts a change to its API form: values as texts, columns under their names in data files. */
function toRowChange({ database }: Snapshot, datasets: readonly Dataset[], change: RecordedChange): RowChange {
  const { revision: revisionNumber, before, after } = change;
  const dataset = datasets.find(({ name }) => name === change.dataset)!;
  const keys = new Set(keyProperties(dataset));
  const columns = columnsOf(dataset.entity).map(({ property }) => ({
    inKey: keys.has(property),
    column: database.columnOf(dataset.entity, property),
  }));
  const compared = columns.map(({ inKey, column }) => ({
    inKey,
    column,
    before: textOf(before?.[column]),
    after: textOf(after?.[column]),
  }));
  return {
    revisionNumber,
    rowKey: change.rowKey,
    dataset: dataset.name,
    kind: before === null ? RowChangeKind.ADDED : after === null ? RowChangeKind.WITHDRAWN : RowChangeKind.CHANGED,
    key: compared.flatMap((each) => (each.inKey ? { column: each.column, value: (each.after ?? each.before)! } : [])),
    columns: compared.filter((each) => !each.inKey && each.before !== each.after),
    ...provenance(before, after),
  };
}

const provenance = (before: RecordedChange['before'], after: RecordedChange['after']) => ({
  sourceIdBefore: (before?.source_id as number | undefined) ?? null,
  sourceIdAfter: (after?.source_id as number | undefined) ?? null,
  lineBefore: (before?.line as number | undefined) ?? null,
  lineAfter: (after?.line as number | undefined) ?? null,
});

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(' | ') || null : String(value);
}
