import { sql } from 'kysely';
import type { Batch } from '../read/loader.js';
import type { Rows, Snapshot } from '../read/snapshot.js';
import { memoizedCount } from './cached-page.js';
import { beyond, checkSize, type OrderTerm, type Page, type PageArgs, pageOf, readCursor } from './connection.js';

/** A connection field of an object: many parents have a list each. */
export interface ConnectionBelow<Row, Args> {
  /** The name of the list in cursors. Lists in different orders have different names. */
  name: string | ((args: Args) => string);
  /** The column with the key of a row's parent. */
  parent: string;
  rows(snapshot: Snapshot, args: Args): Rows<Row>;
  terms: OrderTerm<Row>[] | ((snapshot: Snapshot, args: Args) => OrderTerm<Row>[]);
}

/** The list in the order that the arguments choose. */
interface Ordered<Row> {
  name: string;
  parent: string;
  terms: OrderTerm<Row>[];
}

/** Reads one page for each of many parents in one statement. Total counts take one more, if they are selected. */
export function pageEach<Row extends object, Args extends PageArgs, Key extends string | number = string>(
  list: ConnectionBelow<Row, Args>,
): Batch<Key, Page<Row>, Args> {
  const { parent } = list;
  return {
    read: async (snapshot, keys, args) => {
      checkSize(args.first);
      const ordered = orderedBy(list, snapshot, args);
      const { name, terms } = ordered;
      const rows = list.rows(snapshot, args).where(parent, 'in', keys);
      const found = await firstOfEach(snapshot, rows, ordered, args);
      const groups = new Map<Key, Row[]>(keys.map((key) => [key, []]));
      for (const row of found) groups.get(row.parent as Key)!.push(row);
      const totals = memoizedCount((later) =>
        countEach<Row, Key>(list.rows(later, args).where(parent, 'in', keys), parent),
      );
      const totalOf = (key: Key) => async (later: Snapshot) => (await totals(later)).get(key) ?? 0;
      return new Map([...groups].map(([key, group]) => [key, pageOf(group, name, terms, args, totalOf(key))]));
    },
    absent: pageOf<Row>([], '', [], { first: 1 }, async () => 0),
  };
}

const orderedBy = <Row, Args>(list: ConnectionBelow<Row, Args>, snapshot: Snapshot, args: Args): Ordered<Row> => ({
  name: typeof list.name === 'string' ? list.name : list.name(args),
  parent: list.parent,
  terms: Array.isArray(list.terms) ? list.terms : list.terms(snapshot, args),
});

/** The rows of each parent's page, and one more if there is a next page. */
function firstOfEach<Row extends object>(
  snapshot: Snapshot,
  rows: Rows<Row>,
  { name, parent, terms }: Ordered<Row>,
  { first, after }: PageArgs,
) {
  const from = after == null ? rows : rows.where(beyond(terms, readCursor(after, name, terms.length)));
  const order = sql.join(
    terms.map(({ expression, descending }) => sql`${expression} ${sql.raw(descending ? 'desc' : 'asc')}`),
  );
  const rowNumber = sql<number>`row_number() over (partition by ${sql.ref(parent)} order by ${order})`;
  return snapshot.db
    .selectFrom(from.select([sql.ref(parent).as('parent'), rowNumber.as('row_number')]).as('numbered'))
    .selectAll()
    .where('row_number', '<=', first + 1)
    .orderBy('row_number')
    .$castTo<Row & { parent: string | number }>()
    .execute();
}

async function countEach<Row, Key>(rows: Rows<Row>, parent: string): Promise<Map<Key, number>> {
  const counted = await rows
    .clearSelect()
    .select([sql.ref(parent).as('parent'), sql<number>`count(*)::int`.as('count')])
    .groupBy(parent)
    .$castTo<{ parent: Key; count: number }>()
    .execute();
  return new Map(counted.map((each) => [each.parent, each.count]));
}
