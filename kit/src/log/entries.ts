import type { PoolClient } from 'pg';
import type { Queries } from './nodes.js';
import { type Cells, keyOrder, type RowShape, rowText, selectList } from './row-shape.js';

/** What a revision did to one key: the canonical JSON of `{ after, before }`, where absent ones are left out. */
export interface Entry {
  readonly text: string;
  /** Of the row as it came to be, or, where it was withdrawn, as it was. */
  readonly cells: Cells;
}

const FETCHED_AT_ONCE = 8192;
/** Values as PostgreSQL writes them: what is hashed must not depend on a driver's conversions. */
const asText = { getTypeParser: () => (text: string) => text } as never;

/** All entries of a revision, in the order of their keys. Memory is bounded; a transaction must be open. */
export async function* entriesOf(client: PoolClient, shape: RowShape, revision: number): AsyncGenerator<Entry[]> {
  const cursor = `log_${shape.dataset}`;
  // Without this the plan favours the first tenth of the rows, and walks the whole table for its order.
  await client.query('set local cursor_tuple_fraction = 1');
  await client.query(
    `declare "${cursor}" no scroll cursor for select recorded_to = ${Number(revision)} as closed, ${selectList(shape)}
      from ${shape.table} where recorded_from = ${Number(revision)} or recorded_to = ${Number(revision)}
      order by ${keyOrder(shape)}, closed desc`,
  );
  const pairing = new Pairing(shape);
  for (;;) {
    const { rows } = await client.query<Cells>({
      text: `fetch ${FETCHED_AT_ONCE} from "${cursor}"`,
      rowMode: 'array',
      types: asText,
    } as never);
    if (rows.length === 0) break;
    yield rows.flatMap((row) => pairing.take(row));
  }
  yield pairing.end();
  await client.query(`close "${cursor}"`);
}

/** The entry of one key of a revision; undefined where the revision did nothing to it. */
export async function entryOf(
  client: Queries,
  shape: RowShape,
  revision: number,
  key: readonly string[],
): Promise<Entry | undefined> {
  const equal = shape.key.map((place, at) => `${shape.columns[place]!.column}::text = $${at + 2}`).join(' and ');
  const { rows } = await client.query<Cells>({
    text: `select recorded_to = $1 as closed, ${selectList(shape)} from ${shape.table}
      where (recorded_from = $1 or recorded_to = $1) and ${equal} order by closed desc`,
    values: [revision, ...key],
    rowMode: 'array',
    types: asText,
  } as never);
  const pairing = new Pairing(shape);
  return [...rows.flatMap((row) => pairing.take(row)), ...pairing.end()][0];
}

/** Joins the row that a revision closed with the one of the same key that it opened, which comes next. */
class Pairing {
  #closed?: Cells;

  constructor(private readonly shape: RowShape) {}

  take([closed, ...cells]: Cells): Entry[] {
    const before = this.#closed;
    this.#closed = closed === 't' ? cells : undefined;
    if (closed === 't') return before ? [this.#entry(before)] : [];
    if (before && this.#sameKey(before, cells)) return [this.#entry(before, cells)];
    return [...(before ? [this.#entry(before)] : []), this.#entry(undefined, cells)];
  }

  end(): Entry[] {
    return this.#closed ? [this.#entry(this.#closed)] : [];
  }

  #sameKey(one: Cells, other: Cells): boolean {
    return this.shape.key.every((place) => one[place] === other[place]);
  }

  #entry(before: Cells | undefined, after?: Cells): Entry {
    const parts = [
      ...(after ? [`"after":${rowText(this.shape, after)}`] : []),
      ...(before ? [`"before":${rowText(this.shape, before)}`] : []),
    ];
    return { text: `{${parts.join(',')}}`, cells: after ?? before! };
  }
}
