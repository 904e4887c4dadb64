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
    description: `How many to answer, from the first or from \`after\`: 1 to ${LARGEST_PAGE}.`,
  })
  first: number = DEFAULT_PAGE;

  @Field(() => String, { nullable: true, description: 'The cursor after which to go on, from an earlier answer.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are more after this page.', simple: true })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page began after a cursor.', simple: true })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first of the page.', simple: true })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last of the page: pass it as `after` for the next.',
    simple: true,
  })
  endCursor!: string | null;
}

export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  nodes: Node[];
  pageInfo: PageInfo;
  /** How many there are in the whole list; a page may outlive the request that it was read for. */
  countAll(snapshot: Snapshot): Promise<number>;
}

/** The Relay connection of a type: `class MunicipalityConnection extends connectionOf(Municipality) {}`. */
export function connectionOf<Node extends object>(
  Node: ClassType<Node>,
  ...directives: string[]
): ClassType<Page<Node>> {
  @ObjectType(`${Node.name}Edge`, { description: `One of a list of ${Node.name}, with its place in the list.` })
  class Edge {
    @Field(() => String, { description: 'Its place in the list.', simple: true })
    cursor!: string;

    @Field(() => Node, { description: 'What stands there.', simple: true })
    node!: Node;
  }

  for (const directive of directives) Directive(directive)(Edge);

  @ObjectType()
  abstract class Connection {
    @Field(() => [Edge], { description: 'The page, with the place of each in the list.', simple: true })
    edges!: Edge[];

    @Field(() => [Node], { description: 'The page.', simple: true })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list.', simple: true })
    pageInfo!: PageInfo;

    countAll!: Page<Node>['countAll'];

    @Field(() => Int, { description: 'How many there are in the whole list, over all pages.' })
    totalCount(@Ctx() { snapshot }: { snapshot: Snapshot }): Promise<number> {
      return this.countAll(snapshot);
    }
  }
  return Connection as never;
}

/** One term of an ordering. The expression must be SQL that is never null; together the terms must tell rows apart. */
export interface OrderTerm<Row> {
  expression: RawBuilder<unknown>;
  valueOf(row: Row): string | number;
  descending?: boolean;
}

/** Ascending order of a column that goes by the same name in the row. */
export const by = <Name extends string>(name: Name): OrderTerm<Record<Name, string>> => ({
  expression: sql.ref(name),
  valueOf: (row) => row[name],
});

/** Reads one page of `rows`, ordered by `terms`, by keyset: a page costs the same wherever it stands in the list. */
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
    throw new CabildoError('BAD_PAGE_SIZE', `first: ${first} was asked for; a page has 1 to ${LARGEST_PAGE}.`);
}

/** The page that `found` makes, which holds one row more than was asked for where there is a next page. */
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
 * `a >= x and (a > x or (a = x and (b <= y and (…))))`: what lies beyond a place in an ordering whose terms go different
 * ways. The bound is said twice, for an index is entered by `a >= x` and not by the `or`.
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
      `after: "${cursor.slice(0, 80)}" is not a cursor of this list in this ordering.`,
    );
  return values;
}
