import { type RawBuilder, sql } from 'kysely';
import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { beyond, type OrderTerm, readCursor } from '../page/connection.js';
import type { Snapshot } from '../read/snapshot.js';
import { type Column, columnsOf } from '../record/column.js';

/** What a revision did to a row, as PostgreSQL tells it: the whole row before and after. */
export interface RecordedChange {
  revision: number;
  dataset: string;
  /** The key as one text, to order by. */
  place: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface ChangeRange {
  /** Revisions after this one … */
  from: number;
  /** … up to and with this one. */
  to: number;
  /** Only rows that hold this value in their column of this type. */
  where: readonly { type: Column['type']; value: string }[];
}

export const CHANGE_CURSOR = 'changes';

export const changeOrder: Pick<OrderTerm<RecordedChange>, 'valueOf'>[] = [
  { valueOf: ({ revision }) => revision },
  { valueOf: ({ dataset }) => dataset },
  { valueOf: ({ place }) => place },
];

/**
 * The first changes of a range, at most `limit` of each dataset and of all: rows that a revision opened, with what it
 * closed for them, and rows that it closed for good. Values are read once the places are chosen, by the key.
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
    return sql`select e.revision, ${dataset.name}::text as dataset, e.place,
      (select to_jsonb(c) from ${table} c where ${same('c')} and c.recorded_to = e.revision) as before,
      (select to_jsonb(o) from ${table} o where ${same('o')} and o.recorded_from = e.revision) as after
      from (${places(snapshot, dataset, range, beyondCursor)} order by revision, place limit ${limit}) e`;
  });
  return sql<RecordedChange>`select * from (${sql.join(branches, sql` union all `)}) changed
    order by revision, dataset, place limit ${limit}`;
}

export async function countChanges(snapshot: Snapshot, datasets: readonly Dataset[], range: ChangeRange) {
  const branches = datasets.map((dataset) => sql`(select count(*) from (${places(snapshot, dataset, range)}) counted)`);
  const counted = sql<{ count: number }>`select (${sql.join(branches, sql` + `)})::int as count`;
  return (await counted.execute(snapshot.db)).rows[0]!.count;
}

/** Where something changed: revision and key. */
function places(snapshot: Snapshot, dataset: Dataset, range: ChangeRange, after?: (string | number)[]) {
  const { key, table } = namesOf(snapshot, dataset);
  const columns = (alias: string) => sql.join(key.map((column) => sql.ref(`${alias}.${column}`)));
  const replaced = key.map((column) => sql`${sql.ref(`n.${column}`)} = ${sql.ref(`t.${column}`)}`);
  const within = (bound: 'recorded_from' | 'recorded_to') => {
    const revision = sql.ref(`t.${bound}`);
    const terms = [revision, sql`${dataset.name}::text`, placeOf(key)];
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
  return sql`select t.recorded_from as revision, ${placeOf(key)} as place, ${columns('t')} from ${table} t
      where ${within('recorded_from')}
    union all select t.recorded_to, ${placeOf(key)}, ${columns('t')} from ${table} t
      where ${within('recorded_to')} and not exists (select from ${table} n
        where ${sql.join(replaced, sql` and `)} and n.recorded_from = t.recorded_to)`;
}

const placeOf = (key: string[]) =>
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

/** The column of a dataset that values of a type are looked for in, such as that of municipality codes. */
export const filterColumn = (dataset: Dataset, type: Column['type']): Column | undefined =>
  columnsOf(dataset.entity).find((column) => column.type === type && !column.list);
