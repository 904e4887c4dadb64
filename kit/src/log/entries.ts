import type { PoolClient } from 'pg';
import type { Queries } from './nodes.js';
import { canonicalRow, type RowShape } from './row-shape.js';

/** The change of one key by a revision: the canonical JSON of `{ after, before }`, without absent members. */
export interface Entry {
  readonly key: string;
  readonly text: string;
}

/** A row that a revision opened or closed. */
interface ChangedRow {
  key: string;
  closed: boolean;
  row: string;
}

const FETCH_SIZE = 4096;

/** Reads all entries of a revision in key order, by a cursor. A transaction must be open. Memory is bounded. */
export async function* entriesOf(client: PoolClient, shape: RowShape, revision: number): AsyncGenerator<Entry[]> {
  const cursor = `log_${shape.dataset}`;
  // PostgreSQL plans cursors for the first tenth of the rows by default, which would scan the whole table in index order.
  // extra_float_digits makes floats exact.
  await client.query('set local cursor_tuple_fraction = 1; set local extra_float_digits = 1');
  // `offset 0` is an optimisation fence: rows are sorted before they become JSON, which is wider.
  await client.query(
    `declare "${cursor}" no scroll cursor for select log_key as key, log_closed as closed, ${shape.rowSql} as row from (
        select *, ${shape.keySql} as log_key, recorded_to = ${Number(revision)} as log_closed from ${shape.table}
        where recorded_from = ${Number(revision)} or recorded_to = ${Number(revision)}
        order by ${shape.orderSql}, log_closed desc offset 0) changed`,
  );
  const pairing = new EntryPairing();
  // Fetch ahead: PostgreSQL produces the next rows while these are hashed.
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
  pairing.flush(last);
  yield last;
  await client.query(`close "${cursor}"`);
}

function fetchNext(client: PoolClient, cursor: string) {
  const next = client.query<ChangedRow>(`fetch ${FETCH_SIZE} from "${cursor}"`);
  // If an earlier statement failed, this promise is never awaited; avoid an unhandled rejection.
  next.catch(() => undefined);
  return next;
}

/** Reads the entry of one key; undefined if the revision did not change it. */
export async function entryOf(
  client: Queries,
  shape: RowShape,
  revision: number,
  key: readonly string[],
): Promise<Entry | undefined> {
  const equal = shape.keyColumns.map((column, at) => `${column}::text = $${at + 2}`).join(' and ');
  const { rows } = await client.query<ChangedRow>(
    `select ${shape.keySql} as key, recorded_to = $1 as closed, ${shape.rowSql} as row from ${shape.table}
      where (recorded_from = $1 or recorded_to = $1) and ${equal} order by closed desc`,
    [revision, ...key],
  );
  const pairing = new EntryPairing();
  const entries: Entry[] = [];
  for (const row of rows) pairing.take(row, entries);
  pairing.flush(entries);
  return entries[0];
}

/** Pairs each closed row with the opened row of the same key, which follows it in the order. */
class EntryPairing {
  #closed?: ChangedRow;

  take(row: ChangedRow, into: Entry[]): void {
    const before = this.#closed;
    if (row.closed) {
      this.flush(into);
      this.#closed = row;
    } else if (before?.key === row.key) {
      into.push({ key: row.key, text: `{"after":${canonicalRow(row.row)},"before":${canonicalRow(before.row)}}` });
      this.#closed = undefined;
    } else {
      this.flush(into);
      into.push({ key: row.key, text: `{"after":${canonicalRow(row.row)}}` });
    }
  }

  /** Emits a closed row that has no opened row. */
  flush(into: Entry[]): void {
    if (this.#closed) into.push({ key: this.#closed.key, text: `{"before":${canonicalRow(this.#closed.row)}}` });
    this.#closed = undefined;
  }
}
