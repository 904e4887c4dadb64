import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Pool } from 'pg';
import { type Invented, monthOf } from './published.js';

/**
 * Which rows a file has: rows that are not published yet, or of those a half, and a quarter each that are as published and
 * that are corrected.
 */
export type Kind = 'new' | 'mixed';

/** How they are sorted: by period, as publications come, or by the key of the table, as no publisher has them. */
export type Order = 'period' | 'key';

/** What ingestion reads, and the same rows as a bare COPY takes them. */
export interface Written {
  csv: string;
  copy: string;
}

/** What rows of one period say; `recordedTo` keeps one that is published from being the same in the twin. */
interface Said {
  month: string;
  value: number;
  recordedTo: number;
}

const OPEN = 2147483647;

/** @param first the first period that is not published yet */
function saidOf(kind: Kind, first: number, at: number): Said {
  const isNew = kind === 'new' || at % 2 === 0;
  const period = isNew ? first + at : at;
  const corrected = !isNew && at % 4 === 1;
  return { month: monthOf(period), value: period + 0.5 + Number(corrected), recordedTo: isNew ? OPEN : OPEN - 1 };
}

function* keysOf({ municipalities, indicators }: Invented, periods: Said[], order: Order) {
  if (order === 'key') {
    for (const municipality of municipalities)
      for (const indicator of indicators) for (const said of periods) yield { municipality, indicator, said };
  } else {
    for (const said of periods)
      for (const indicator of indicators)
        for (const municipality of municipalities) yield { municipality, indicator, said };
  }
}

export async function writeFiles(
  pool: Pool,
  invented: Invented,
  { kind, order, count, first }: { kind: Kind; order: Order; count: number; first: number },
  to: Written,
): Promise<void> {
  const [csv, copy] = [createWriteStream(to.csv), createWriteStream(to.copy)];
  const series = await seriesOf(pool);
  const [source] = (await pool.query('select max(id) as id, max(revision) as revision from source')).rows;
  const periods = Array.from({ length: invented.periodsFor(count) }, (_, at) => saidOf(kind, first, at));
  let [lines, copied, written] = [
    'municipality_code,indicator_code,period,series,value,raw_text,status,partial,note\n',
    '',
    0,
  ];
  for (const { municipality, indicator, said } of keysOf(invented, periods, order)) {
    if (written === count) break;
    written += 1;
    const key = [municipality, indicator, said.month, series.get(indicator) ?? 'main'];
    lines += `${key.join(',')},${said.value},${said.value},OBSERVED,false,\n`;
    copied += `${key.join('\t')}\tgenerated\t${said.value}\t${said.value}\tOBSERVED\tf\t\\N\t${source.id}\t${written + 1}\t${source.revision + 1}\t${said.recordedTo}\n`;
    if (written % 1_000 !== 0) continue;
    if (!csv.write(lines)) await once(csv, 'drain');
    if (!copy.write(copied)) await once(copy, 'drain');
    [lines, copied] = ['', ''];
  }
  await Promise.all([once(csv.end(lines), 'finish'), once(copy.end(copied), 'finish')]);
}

async function seriesOf(pool: Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query('select indicator_code, min(code) as code from series group by 1');
  return new Map(rows.map((row) => [row.indicator_code, row.code]));
}
