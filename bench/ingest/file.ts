import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type Invented, monthOf } from './published.js';

const SERIES = new Map<string, string>();

/**
 * Writes a file of new observations, and the same rows as a bare COPY takes them.
 * @param from the first period that is not published yet
 */
export async function writeFiles(
  invented: Invented,
  count: number,
  from: number,
  files: { csv: string; copy: string },
  provenance: string,
  series: ReadonlyMap<string, string> = SERIES,
): Promise<void> {
  const csv = createWriteStream(files.csv);
  const copy = createWriteStream(files.copy);
  csv.write('municipality_code,indicator_code,period,series,value,raw_text,status,partial,note\n');
  let written = 0;
  for (let period = from; written < count; period += 1)
    for (const indicator of invented.indicators) {
      const rows = invented.municipalities.slice(0, count - written);
      const cells = rows.map((code, at) => [
        code,
        indicator,
        monthOf(period),
        series.get(indicator) ?? 'main',
        at + 0.5,
      ]);
      written += rows.length;
      const text = cells.map(
        ([code, of, when, by, value]) => `${code},${of},${when},${by},${value},${value},OBSERVED,false,\n`,
      );
      const lines = cells.map(
        ([code, of, when, by, value]) =>
          `${code}\t${of}\t${when}\t${by}\tgenerated\t${value}\t${value}\tOBSERVED\tf\t\\N\t${provenance}\n`,
      );
      if (!csv.write(text.join(''))) await once(csv, 'drain');
      if (!copy.write(lines.join(''))) await once(copy, 'drain');
    }
  await Promise.all([once(csv.end(), 'finish'), once(copy.end(), 'finish')]);
}
