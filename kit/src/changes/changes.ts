import { sql } from 'kysely';
import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { CabildoError } from '../errors.js';
import { checkSize, type Page, type PageArgs, pageOf } from '../page/connection.js';
import type { Batch } from '../read/loader.js';
import type { Snapshot } from '../read/snapshot.js';
import { columnsOf } from '../record/column.js';
import { ChangeKind, type RowChange } from './change.js';
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

/** What the revisions of a subgraph did to its rows. */
export class ChangeReader {
  /** A page of what each of many revisions did, by `<number> <dataset>`: all in one statement. */
  readonly ofRevisions: Batch<string, Page<RowChange>, ChangesArgs> = {
    read: (snapshot, keys, args) => this.#readEach(snapshot, keys, args),
    absent: noChanges,
  };

  constructor(private readonly datasets: readonly Dataset[]) {}

  /**
   * A page of what a range of revisions did, over the dataset of a name, or over all that its filters fit.
   * @throws CabildoError BAD_ARGUMENT
   */
  async page(
    snapshot: Snapshot,
    range: ChangeRange,
    args: PageArgs & { dataset?: string | null },
  ): Promise<Page<RowChange>> {
    checkSize(args.first);
    if (range.from > range.to)
      throw new CabildoError('BAD_ARGUMENT', `from: ${range.from} is later than to: ${range.to}; swap them.`);
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
    throw new CabildoError('BAD_ARGUMENT', `dataset: "${dataset.slice(0, 80)}" is none; there are ${names}.`);
  }

  async #readEach(snapshot: Snapshot, keys: readonly string[], args: ChangesArgs) {
    checkSize(args.first);
    const asked = keys.map((key) => this.#asked(key, args)).filter(({ fitting }) => fitting.length > 0);
    if (asked.length === 0) return new Map();
    const options = { limit: args.first + 1, after: args.after };
    const queries = asked.map(({ fitting, range }) => sql`(${firstChanges(snapshot, fitting, range, options)})`);
    const { rows } = await sql<RecordedChange>`${sql.join(queries, sql` union all `)}`.execute(snapshot.db);
    const groups = Map.groupBy(rows, ({ revision }) => revision);
    return new Map(
      asked.map(({ key, range, fitting }) => {
        const count = () => countChanges(snapshot, fitting, range);
        return [key, this.#pageOf(snapshot, groups.get(range.to) ?? [], args, count)];
      }),
    );
  }

  #asked(key: string, { where }: ChangesArgs) {
    const [revision, dataset] = key.split(' ');
    const to = Number(revision);
    const range = { from: to - 1, to, where };
    const datasets = this.datasets.filter(({ name }) => name === dataset);
    return { key, range, fitting: fit(datasets, range) };
  }

  #pageOf(snapshot: Snapshot, rows: RecordedChange[], args: PageArgs, countAll: () => Promise<number>) {
    const { edges, ...page } = pageOf(rows, CHANGE_CURSOR, changeOrder, args, countAll);
    const shown = edges.map(({ cursor, node }) => ({ cursor, node: shownAs(snapshot, this.datasets, node) }));
    return { ...page, edges: shown, nodes: shown.map(({ node }) => node) };
  }
}

const noChanges: Page<RowChange> = pageOf<RowChange>([], CHANGE_CURSOR, [], { first: 1 }, async () => 0);

const fit = (datasets: readonly Dataset[], { where }: ChangeRange) =>
  datasets.filter((dataset) => where.every(({ type }) => filterColumn(dataset, type)));

/** A change as the API shows it: values as texts, under the names that files give their columns. */
function shownAs({ database }: Snapshot, datasets: readonly Dataset[], change: RecordedChange): RowChange {
  const { revision, before, after } = change;
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
    revision,
    dataset: dataset.name,
    kind: before === null ? ChangeKind.ADDED : after === null ? ChangeKind.WITHDRAWN : ChangeKind.CHANGED,
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
