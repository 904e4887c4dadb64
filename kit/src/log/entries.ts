import type { PoolClient } from 'pg';
import type { Queries } from './nodes.js';
import { canonicalRow, type RowShape } from './row-shape.js';

/** What a revision did to one key: the canonical JSON of `{ after, before }`, where absent ones are left out. */
export interface Entry {
  readonly key: string;
  readonly text: string;
}

/** A row that a revision opened or closed. */
interface Touched {
  key: string;
  closed: boolean;
  row: string;
}

const FETCHED_AT_ONCE = 4096;

/** All entries of a revision, in the order of their keys. Memory is bounded; a transaction must be open. */
export async function* entriesOf(client: PoolClient, shape: RowShape, revision: number): AsyncGenerator<Entry[]> {
  const cursor = `log_${shape.dataset}`;
  // Else the plan favours the first tenth of the rows, and walks the whole table for its order; and numbers are rounded.
  await client.query('set local cursor_tuple_fraction = 1; set local extra_float_digits = 1');
  // The JSON is made after the rows are sorted: it is wider than they are.
  await client.query(
    `declare "${cursor}" no scroll cursor for select log_key as key, log_closed as closed, ${shape.rowSql} as row from (
        select *, ${shape.keySql} as log_key, recorded_to = ${Number(revision)} as log_closed from ${shape.table}
        where recorded_from = ${Number(revision)} or recorded_to = ${Number(revision)}
        order by ${shape.orderSql}, log_closed desc offset 0) touched`,
  );
  const pairing = new Pairing();
  // PostgreSQL makes the next rows while these are hashed.
  let ahead = fetchNext(client, cursor);
  for (;;) {
    const { rows } = await ahead;
    if (rows.length === 0) break;
    ahead = fetchNext(client, cursor);
    const entries: Entry[] = [];
    for (const row of rows) pairing.take(row, entries);
    yield entries;
  }
  const last: Entry[] = [];
  pairing.end(last);
  yield last;
  await client.query(`close "${cursor}"`);
}

function fetchNext(client: PoolClient, cursor: string) {
  const next = client.query<Touched>(`fetch ${FETCHED_AT_ONCE} from "${cursor}"`);
  // Whoever awaits it hears of it; where nobody does any more, the failure is that of the statement before.
  next.catch(() => undefined);
  return next;
}

/** The entry of one key of a revision; undefined where the revision did nothing to it. */
export async function entryOf(
  client: Queries,
  shape: RowShape,
  revision: number,
  key: readonly string[],
): Promise<Entry | undefined> {
  const equal = shape.keyColumns.map((column, at) => `${column}::text = $${at + 2}`).join(' and ');
  const { rows } = await client.query<Touched>(
    `select ${shape.keySql} as key, recorded_to = $1 as closed, ${shape.rowSql} as row from ${shape.table}
      where (recorded_from = $1 or recorded_to = $1) and ${equal} order by closed desc`,
    [revision, ...key],
  );
  const pairing = new Pairing();
  const entries: Entry[] = [];
  for (const row of rows) pairing.take(row, entries);
  pairing.end(entries);
  return entries[0];
}

/** Joins the row that a revision closed with the one of the same key that it opened, which comes next. */
class Pairing {
  #closed?: Touched;

  take(row: Touched, into: Entry[]): void {
    const before = this.#closed;
    if (row.closed) {
      this.end(into);
      this.#closed = row;
    } else if (before?.key === row.key) {
      into.push({ key: row.key, text: `{"after":${canonicalRow(row.row)},"before":${canonicalRow(before.row)}}` });
      this.#closed = undefined;
    } else {
      this.end(into);
      into.push({ key: row.key, text: `{"after":${canonicalRow(row.row)}}` });
    }
  }

  /** Ends what waits for its other half. */
  end(into: Entry[]): void {
    if (this.#closed) into.push({ key: this.#closed.key, text: `{"before":${canonicalRow(this.#closed.row)}}` });
    this.#closed = undefined;
  }
}
