import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Pool } from 'pg';
import { type Invented, monthOf } from './published.js';

/** Which rows a file has: that are not published yet, or half of these, and of those a quarter each the same and corrected. */
export type Kind = 'new' | 'mixed';

export interface Written {
  /** What ingestion reads, and the same rows as a bare COPY takes them. */
  csv: string;
  copy: string;
}

/** A row by what it says of itself; `recordedTo` keeps a row that is published from being the same in the twin. */
interface Row {
  period: number;
  value: number;
  recordedTo: number;
}

const OPEN = 2147483647;

/** Periods of rows, each for all municipalities and indicators, as often as it takes. */
function* periodsOf(kind: Kind, first: number): Generator<Row> {
  for (let at = 0; ; at += 1) {
    const isNew = kind === 'new' || at % 2 === 0;
    const period = isNew ? first + at : at;
    const corrected = !isNew && at % 4 === 1;
    yield { period, value: period + 0.5 + Number(corrected), recordedTo: isNew ? OPEN : OPEN - 1 };
  }
}

/** @param first the first period that is not published yet */
export async function writeFiles(
  pool: Pool,
  invented: Invented,
  kind: Kind,
  count: number,
  first: number,
  to: Written,
) {
  const csv = createWriteStream(to.csv);
  const copy = createWriteStream(to.copy);
  const series = await seriesOf(pool);
  const [source] = (await pool.query('select max(id) as id, max(revision) as revision from source')).rows;
  csv.write('municipality_code,indicator_code,period,series,value,raw_text,status,partial,note\n');
  let written = 0;
  for (const { period, value, recordedTo } of periodsOf(kind, first)) {
    for (const indicator of invented.indicators) {
      const codes = invented.municipalities.slice(0, count - written);
      const said = [indicator, monthOf(period), series.get(indicator) ?? 'main'];
      const lines = codes.map((code) => `${code},${said.join(',')},${value},${value},OBSERVED,false,\n`);
      const tail = `generated\t${value}\t${value}\tOBSERVED\tf\t\\N\t${source.id}\t1\t${source.revision + 1}\t${recordedTo}\n`;
      const copied = codes.map((code) => `${code}\t${said.join('\t')}\t${tail}`);
      if (!csv.write(lines.join(''))) await once(csv, 'drain');
      if (!copy.write(copied.join(''))) await once(copy, 'drain');
      written += codes.length;
    }
    if (written >= count) break;
  }
  await Promise.all([once(csv.end(), 'finish'), once(copy.end(), 'finish')]);
}

async function seriesOf(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query('select indicator_code, min(code) as code from series group by 1');
  return new Map(rows.map((row) => [row.indicator_code, row.code]));
}
