import type { Database } from '../database/database.js';
import type { Dataset, Reference } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import { quoted } from './stage.js';

/** More are not looked at. */
const READ_AT_MOST = 10_000;

/** What rows of a dataset may refer to: by columns of the dataset, the codes that are recorded. */
export interface KnownCodes {
  columns: string[];
  /** Each in the order of the columns, with its name where it has one. */
  codes: { key: string[]; name?: string }[];
}

/** The codes that columns of a dataset must hold. */
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
