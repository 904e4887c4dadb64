import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingest, readSourceDescription } from '@cabildo/kit';
import { wells } from './wells.js';

// A process that publishes revisions with different depths until a test kills it.
const [dsn, folder, code, first, rows] = process.argv.slice(2) as [string, string, string, string, string];
const subgraph = await wells.connect({ dsn: { write: dsn } });
const source = readSourceDescription(JSON.stringify({ code, publisher: code, title: 'Wells' }), 'source.json');
const path = join(folder, `${code}.csv`);
for (let depth = Number(first); ; depth += 1) {
  const lines = Array.from({ length: Number(rows) }, (_, at) => `15031,${code}-${at},Pozo,${depth}`);
  await writeFile(path, `municipality_code,id,name,depth_m\n${lines.join('\n')}\n`);
  const ingestion = { dataset: wells.datasets[0]!, files: [path], source, publishedBy: code };
  const { revision } = await ingest(subgraph.database, ingestion);
  process.stdout.write(`${depth} ${revision}\n`);
}
