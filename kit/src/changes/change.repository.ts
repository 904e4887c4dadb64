import { type RawBuilder, sql } from 'kysely';
import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { beyond, type OrderTerm, readCursor } from '../page/connection.js';
import type { Snapshot } from '../read/snapshot.js';
import { type Column, columnsOf } from '../record/column.js';

/** A change of one row by one revision: the whole row before and after, as PostgreSQL returns it. */
export interface RecordedChange {
  revision: number;
  dataset: string;
  /** The key as one text, for ordering. */
  rowKey: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface ChangeRange {
  /** Exclusive lower bound of the revision. */
  from: number;
  /** Inclusive upper bound of the revision. */
  to: number;
  /** Only rows with this value in their column of this type. */
  where: readonly { type: Column['type']; value: string }[];
}

export const CHANGE_CURSOR = 'changes';

export const changeOrder: Pick<OrderTerm<RecordedChange>, 'valueOf'>[] = [
  { valueOf: ({ revision }) => revision },
  { valueOf: ({ dataset }) => dataset },
  { valueOf: ({ rowKey }) => rowKey },
];

/**
 * Builds the query for the first `limit` changes of a range: rows that a revision opened, each with the row that it
 * replaced, and rows that it withdrew. The page of keys is selected first; full rows are read only for that page.
 */
export function firstChanges(
  snapshot: Snapshot,
  datasets: readonly Dataset[],
  range: ChangeRange,
  { limit, after }: { limit: number; after?: string | null },
): RawBuilder<RecordedChange> {
  const branches = datasets.map((dataset) => {
    const { key, table } = namesOf(snapshot, dataset);
    const same = (alias: string) =>
      sql.join(
        key.map((column) => sql`${sql.ref(`${alias}.${column}`)} = ${sql.ref(`e.${column}`)}`),
        sql` and `,
      );
    const beyondCursor = after == null ? undefined : readCursor(after, CHANGE_CURSOR, changeOrder.length);
    return sql`select e.revision, ${dataset.name}::text as dataset, e.row_key as "rowKey",
      (select to_jsonb(c) from ${table} c where ${same('c')} and c.recorded_to = e.revision) as before,
      (select to_jsonb(o) from ${table} o where ${same('o')} and o.recorded_from = e.revision) as after
      from (${changedKeys(snapshot, dataset, range, beyondCursor)} order by revision, row_key limit ${limit}) e`;
  });
  return sql<RecordedChange>`select * from (${sql.join(branches, sql` union all `)}) changed
    order by revision, dataset, "rowKey" limit ${limit}`;
}

export async function countChanges(snapshot: Snapshot, datasets: readonly Dataset[], range: ChangeRange) {
  const branches = datasets.map(
    (dataset) => sql`(select count(*) from (${changedKeys(snapshot, dataset, range)}) counted)`,
  );
  const counted = sql<{ count: number }>`select (${sql.join(branches, sql` + `)})::int as count`;
  return (await counted.execute(snapshot.db)).rows[0]!.count;
}

/** Selects the revision and key of each change in a range. */
function changedKeys(snapshot: Snapshot, dataset: Dataset, range: ChangeRange, after?: (string | number)[]) {
  const { key, table } = namesOf(snapshot, dataset);
  const columns = (alias: string) => sql.join(key.map((column) => sql.ref(`${alias}.${column}`)));
  const replaced = key.map((column) => sql`${sql.ref(`n.${column}`)} = ${sql.ref(`t.${column}`)}`);
  const within = (bound: 'recorded_from' | 'recorded_to') => {
    const revision = sql.ref(`t.${bound}`);
    const terms = [revision, sql`${dataset.name}::text`, rowKeyOf(key)];
    const wanted = [
      sql`${revision} > ${range.from}`,
      sql`${revision} <= ${Math.min(range.to, snapshot.revision)}`,
      ...filters(snapshot, dataset, range),
      ...(after
        ? [
            beyond(
              terms.map((expression) => ({ expression, valueOf: () => '' })),
              after,
            ),
          ]
        : []),
    ];
    return sql.join(wanted, sql` and `);
  };
  return sql`select t.recorded_from as revision, ${rowKeyOf(key)} as row_key, ${columns('t')} from ${table} t
      where ${within('recorded_from')}
    union all select t.recorded_to, ${rowKeyOf(key)}, ${columns('t')} from ${table} t
      where ${within('recorded_to')} and not exists (select from ${table} n
        where ${sql.join(replaced, sql` and `)} and n.recorded_from = t.recorded_to)`;
}

const rowKeyOf = (key: string[]) =>
  sql<string>`concat_ws(chr(31), ${sql.join(key.map((column) => sql.ref(`t.${column}`)))})`;

function namesOf({ database }: Snapshot, dataset: Dataset) {
  const key = keyProperties(dataset).map((property) => database.columnOf(dataset.entity, property));
  return { key, table: sql.table(database.tableOf(dataset.entity)) };
}

const filters = ({ database }: Snapshot, dataset: Dataset, { where }: ChangeRange) =>
  where.map(({ type, value }) => {
    const { property } = filterColumn(dataset, type)!;
    return sql`${sql.ref(`t.${database.columnOf(dataset.entity, property)}`)} = ${value}`;
  });

/** Returns the column that a filter of this type applies to, such as the one with municipality codes. */
export const filterColumn = (dataset: Dataset, type: Column['type']): Column | undefined =>
  columnsOf(dataset.entity).find((column) => column.type === type && !column.list);
