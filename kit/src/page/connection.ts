import 'reflect-metadata';
import { type RawBuilder, sql } from 'kysely';
import { ArgsType, type ClassType, Ctx, Directive, Field, Int, ObjectType } from 'type-graphql';
import { CabildoError } from '../errors.js';
import type { Rows, Snapshot } from '../read/snapshot.js';

const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 500;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `Maximum number of items to return: 1 to ${LARGEST_PAGE}.`,
  })
  first: number = DEFAULT_PAGE;

  @Field(() => String, {
    nullable: true,
    description: 'Return items after this cursor, taken from an earlier response.',
  })
  after?: string | null;
}

@ObjectType({ description: 'The position of a page in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list has items after this page.', simple: true })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page starts after a cursor.', simple: true })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first item of the page.', simple: true })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last item of the page. Pass it as `after` to get the next page.',
    simple: true,
  })
  endCursor!: string | null;
}

export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: PageInfo;
  /** Returns the number of items in the whole list. A cached page outlives the request that read it. */
  countAll(snapshot: Snapshot): Promise<number>;
}

/** Declares the Relay connection of a type: `class MunicipalityConnection extends connectionOf(Municipality) {}`. */
export function connectionOf<Node extends object>(
  Node: ClassType<Node>,
  ...directives: string[]
): ClassType<Page<Node>> {
  @ObjectType(`${Node.name}Edge`, { description: `An item of a list of ${Node.name} and its cursor.` })
  class Edge {
    @Field(() => String, { description: 'The position of the item in the list.', simple: true })
    cursor!: string;

    @Field(() => Node, { description: 'The item.', simple: true })
    node!: Node;
  }

  for (const directive of directives) Directive(directive)(Edge);

  @ObjectType()
  abstract class Connection {
    @Field(() => [Edge], { description: 'The items of the page, each with its cursor.', simple: true })
    edges!: Edge[];

    @Field(() => [Node], { description: 'The items of the page.', simple: true })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'The position of the page in the list.', simple: true })
    pageInfo!: PageInfo;

    countAll!: Page<Node>['countAll'];

    @Field(() => Int, { description: 'Number of items in the whole list, over all pages.' })
    totalCount(@Ctx() { snapshot }: { snapshot: Snapshot }): Promise<number> {
      return this.countAll(snapshot);
    }
  }
  return Connection as never;
}

/** One term of an ORDER BY. The SQL expression must never be null, and all terms together must be unique per row. */
export interface OrderTerm<Row> {
  expression: RawBuilder<unknown>;
  valueOf(row: Row): string | number;
  descending?: boolean;
}

/** An ascending term by a column with the same name in SQL and in the row. */
export const by = <Name extends string>(name: Name): OrderTerm<Record<Name, string>> => ({
  expression: sql.ref(name),
  valueOf: (row) => row[name],
});

/** Reads one page of `rows`, ordered by `terms`. Keyset pagination: the cost does not grow with the position. */
export async function page<Row extends object>(
  rows: Rows<Row>,
  name: string,
  terms: OrderTerm<Row>[],
  args: PageArgs,
): Promise<Page<Row>> {
  checkSize(args.first);
  let query = rows.limit(args.first + 1);
  for (const term of terms) query = query.orderBy(term.expression, term.descending ? 'desc' : 'asc');
  if (args.after != null) query = query.where(beyond(terms, readCursor(args.after, name, terms.length)) as never);
  return pageOf(await query.execute(), name, terms, args, () => countAll(rows));
}

export function checkSize(first: number): void {
  if (first < 1 || first > LARGEST_PAGE)
    throw new CabildoError('BAD_PAGE_SIZE', `first is ${first}; expected 1 to ${LARGEST_PAGE}.`);
}

/** Builds a page. `found` has one row more than `first` if there is a next page. */
export function pageOf<Row extends object>(
  found: Row[],
  name: string,
  terms: Pick<OrderTerm<Row>, 'valueOf'>[],
  { first, after }: PageArgs,
  countAll: Page<Row>['countAll'],
): Page<Row> {
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({
    cursor: writeCursor(
      name,
      terms.map((term) => term.valueOf(node)),
    ),
    node,
  }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countAll,
  };
}

export async function countAll<Row>(rows: Rows<Row>): Promise<number> {
  const counted = await rows
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count') as never)
    .$castTo<{ count: number }>()
    .executeTakeFirstOrThrow();
  return counted.count;
}

/**
 * Builds the condition for rows after a cursor, if terms may have different directions:
 * `a >= x and (a > x or (a = x and (b <= y and (…))))`. The redundant `a >= x` lets PostgreSQL use an index, which it
 * does not for the `or`.
 */
export function beyond<Row>(terms: OrderTerm<Row>[], values: (string | number)[]): RawBuilder<boolean> {
  const [term, ...rest] = terms;
  const [value, ...others] = values;
  const { expression, descending } = term!;
  const further = sql<boolean>`${expression} ${sql.raw(descending ? '<' : '>')} ${value}`;
  if (rest.length === 0) return further;
  const reached = sql<boolean>`${expression} ${sql.raw(descending ? '<=' : '>=')} ${value}`;
  return sql<boolean>`(${reached} and (${further} or (${expression} = ${value} and ${beyond(rest, others)})))`;
}

const writeCursor = (name: string, values: (string | number)[]) =>
  Buffer.from(JSON.stringify([name, ...values])).toString('base64url');

export function readCursor(cursor: string, name: string, length: number): (string | number)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parsed = undefined;
  }
  const [of, ...values] = Array.isArray(parsed) ? parsed : [];
  const whole = values.length === length && values.every((value) => ['string', 'number'].includes(typeof value));
  if (of !== name || !whole)
    throw new CabildoError(
      'BAD_CURSOR',
      `after: "${cursor.slice(0, 80)}" is not a cursor of this list in this order. Pass a cursor of the same query.`,
    );
  return values;
}
