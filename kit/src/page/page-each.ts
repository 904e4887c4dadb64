import { sql } from 'kysely';
import type { Batch } from '../read/loader.js';
import type { Rows, Snapshot } from '../read/snapshot.js';
import { memoizedCount } from './cached-page.js';
import { beyond, checkSize, type OrderTerm, type Page, type PageArgs, pageOf, readCursor } from './connection.js';

/** A connection field of many parents, such as `Indicator.series`. */
export interface ConnectionBelow<Row, Args> {
  name: string;
  /** The column with the key of the parent row. */
  parent: string;
  rows(snapshot: Snapshot, args: Args): Rows<Row>;
  terms: OrderTerm<Row>[];
}

/**
 * Reads one page for each of many parents in one statement. The total counts take one more statement, which only runs if
 * a total is selected.
 */
export function pageEach<Row extends object, Args extends PageArgs, Key extends string | number = string>(
  list: ConnectionBelow<Row, Args>,
): Batch<Key, Page<Row>, Args> {
  const { name, parent, terms } = list;
  return {
    read: async (snapshot, keys, args) => {
      checkSize(args.first);
      const rows = list.rows(snapshot, args).where(parent, 'in', keys);
      const found = await firstOfEach(snapshot, rows, list, args);
      const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
      for (const row of found) groups.get(row.parent as Key)!.push(row);
      const totals = memoizedCount((later) =>
        countEach<Row, Key>(list.rows(later, args).where(parent, 'in', keys), parent),
      );
      const totalOf = (key: Key) => async (later: Snapshot) => (await totals(later)).get(key) ?? 0;
      return new Map([...groups].map(([key, group]) => [key, pageOf(group, name, terms, args, totalOf(key))]));
    },
    absent: pageOf<Row>([], name, terms, { first: 1 }, async () => 0),
  };
}

/** Reads the first rows of each parent, one more than the page size to detect a next page. */
function firstOfEach<Row extends object, Args extends PageArgs>(
  snapshot: Snapshot,
  rows: Rows<Row>,
  { name, parent, terms }: ConnectionBelow<Row, Args>,
  { first, after }: PageArgs,
) {
  const from = after == null ? rows : rows.where(beyond(terms, readCursor(after, name, terms.length)) as never);
  const order = sql.join(
    terms.map(({ expression, descending }) => sql`${expression} ${sql.raw(descending ? 'desc' : 'asc')}`),
  );
  const rowNumber = sql<number>`row_number() over (partition by ${sql.ref(parent)} order by ${order})`;
  return snapshot.db
    .selectFrom(from.select([sql.ref(parent).as('parent'), rowNumber.as('row_number')] as never).as('numbered'))
    .selectAll()
    .where('row_number', '<=', first + 1)
    .orderBy('row_number')
    .$castTo<Row & { parent: string | number }>()
    .execute();
}

async function countEach<Row, Key>(rows: Rows<Row>, parent: string): Promise<Map<Key, number>> {
  const counted = await rows
    .clearSelect()
    .select([sql.ref(parent).as('parent'), sql<number>`count(*)::int`.as('count')] as never)
    .groupBy(parent)
    .$castTo<{ parent: Key; count: number }>()
    .execute();
  return new Map(counted.map((each) => [each.parent, each.count]));
}
