import { type RawBuilder, sql } from 'kysely';
import { beyond, checkSize, type OrderTerm, type Page, type PageArgs, pageOf, readCursor } from './connection.js';
import type { Rows, Snapshot } from './snapshot.js';

/** The parents whose lists are read together: the SQL of the key of a row's parent, and the keys that are asked for. */
export interface Parents {
  expression: RawBuilder<string>;
  keys: readonly string[];
}

/**
 * Reads a page of the rows of each parent, all in one statement. Their totals take one statement more, and only where
 * one of them is asked for.
 */
export async function pageEach<Row extends object>(
  snapshot: Snapshot,
  rows: Rows<Row>,
  { expression, keys }: Parents,
  name: string,
  terms: OrderTerm<Row>[],
  args: PageArgs,
): Promise<Map<string, Page<Row>>> {
  checkSize(args.first);
  const ofThese = rows.where(expression as never, 'in', keys as never);
  const from =
    args.after == null ? ofThese : ofThese.where(beyond(terms, readCursor(args.after, name, terms.length)) as never);
  const found = await placed(snapshot, from, expression, terms, args.first + 1);
  const pages = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of found) pages.get(row.parent)!.push(row);
  const totals = once(() => countEach(ofThese, expression));
  const totalOf = (key: string) => async () => (await totals()).get(key) ?? 0;
  return new Map([...pages].map(([key, ofParent]) => [key, pageOf(ofParent, name, terms, args, totalOf(key))]));
}

/** The first rows of each parent, in order. */
function placed<Row extends object>(
  snapshot: Snapshot,
  rows: Rows<Row>,
  parent: RawBuilder<string>,
  terms: OrderTerm<Row>[],
  atMost: number,
) {
  const order = sql.join(
    terms.map(({ expression, descending }) => sql`${expression} ${sql.raw(descending ? 'desc' : 'asc')}`),
  );
  const place = sql<number>`row_number() over (partition by ${parent} order by ${order})`;
  return snapshot.db
    .selectFrom(rows.select([parent.as('parent'), place.as('place')] as never).as('placed'))
    .selectAll()
    .where('place', '<=', atMost)
    .orderBy('place')
    .$castTo<Row & { parent: string }>()
    .execute();
}

async function countEach<Row>(rows: Rows<Row>, parent: RawBuilder<string>): Promise<Map<string, number>> {
  const counted = await rows
    .clearSelect()
    .select([parent.as('parent'), sql<number>`count(*)::int`.as('count')] as never)
    .groupBy(parent as never)
    .$castTo<{ parent: string; count: number }>()
    .execute();
  return new Map(counted.map((each) => [each.parent, each.count]));
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
