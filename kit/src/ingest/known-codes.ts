import type { Database } from '../database/database.js';
import type { Dataset, Reference } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import { quoted } from './stage.js';

/** Maximum number of codes read per reference. */
const READ_AT_MOST = 10_000;

/** The recorded codes that columns of a dataset may refer to. */
export interface KnownCodes {
  columns: string[];
  /** The key in the order of `columns`, and its name if it has one. */
  codes: { key: string[]; name?: string }[];
}

/** Returns the codes that the reference columns of a dataset may contain. */
export async function knownCodes(database: Database, dataset: Dataset): Promise<KnownCodes[]> {
  return Promise.all((dataset.references ?? []).map((reference) => codesOf(database, dataset, reference)));
}

async function codesOf(database: Database, dataset: Dataset, { column, entity, key }: Reference): Promise<KnownCodes> {
  const keys = [key].flat().map((each) => database.columnOf(entity, each));
  const pool = await database.pool();
  const { rows } = await pool.query<Record<string, string>>(
    `select * from ${quoted(database.tableOf(entity))} where recorded_to = ${OPEN} limit ${READ_AT_MOST}`,
  );
  return {
    columns: [column].flat().map((each) => database.columnOf(dataset.entity, each)),
    codes: rows.map((row) => ({ key: keys.map((each) => String(row[each])), name: row.name })),
  };
}
