import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Float } from 'type-graphql';
import type { Mapping } from '../../src/ingest/mapping/mapping.js';
import { municipalitiesOfMexico } from '../../src/ingest/municipalities-of-mexico.js';
import { parseRows } from '../../src/ingest/parse.js';
import type { ColumnType } from '../../src/record/column.js';
import { PeriodScalar } from '../../src/scalars/period.js';

// Prints how many rows are parsed per second of CPU time, by column names and through a mapping with codes and names.
const ROWS = 150_000;
const gazetteer = municipalitiesOfMexico();
const column = (name: string, type: ColumnType, key = false) => ({
  name,
  column: { property: name, storedAs: name, type, list: false, key, nullable: !key },
});
const columns = [
  column('code', String, true),
  column('period', PeriodScalar, true),
  column('value', Float as never as ColumnType),
  column('raw_text', String),
];
const target = { columns, gazetteers: { code: gazetteer } };
const mapping: Mapping = {
  columns: {
    code: { place: { code: 'cve', name: 'municipio' } },
    period: 'anio',
    value: { from: 'valor', raw: 'raw_text' },
  },
  notAvailable: ['n.d.', '-999'],
};
const folder = await mkdtemp(join(tmpdir(), 'cabildo-speed-'));
const [plain, mapped] = [join(folder, 'plain.csv'), join(folder, 'mapped.csv')];
const rows = Array.from({ length: ROWS }, (_, at) => {
  const { code, name } = gazetteer.places[at % 2_400]!;
  return { code, name, year: 2000 + (at % 25), value: ((at * 7.13) % 100_000).toFixed(2) };
});
await writeFile(
  plain,
  `code,period,value,raw_text\n${rows.map(({ code, year, value }) => `${code},${year},${value},${value}\n`).join('')}`,
);
await writeFile(
  mapped,
  `cve,municipio,anio,valor\n${rows.map(({ code, name, year, value }) => `${code},"${name}",${year},${value}\n`).join('')}`,
);
for (let run = 1; run <= 3; run += 1) {
  const [byNames, byMapping] = [await secondsOf(plain), await secondsOf(mapped, mapping)];
  const rate = (seconds: number) => Math.round(ROWS / seconds);
  process.stdout.write(
    `by names ${rate(byNames)}, by mapping ${rate(byMapping)} rows/s; ratio ${(byNames / byMapping).toFixed(2)}\n`,
  );
}
await rm(folder, { recursive: true });

async function secondsOf(path: string, given?: Mapping): Promise<number> {
  const before = process.cpuUsage();
  let count = 0;
  for await (const batch of parseRows({ path, target, mapping: given, report: () => undefined })) count += batch.length;
  if (count !== ROWS) throw new Error(`${count} rows of ${ROWS}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
