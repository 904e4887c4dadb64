import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { indicators } from '@cabildo/indicators';
import { ingest, readSourceDescription } from '@cabildo/kit';
import { loadPackage } from '@cabildo/kit/testing';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openHome } from '../../hub/src/home.js';
import { startPostgres } from '../../hub/src/postgres/postgres.js';
import { writeFiles } from './file.js';
import { fill, invented } from './published.js';

// How fast a file is published, against a bare COPY of the same rows into a twin of the published table. Both run once
// in one process against one PostgreSQL, with what it waits for the disk for.
const [published = 10_000_000, fileRows = 1_000_000] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'cabildo-bench-'));
const settings = { shared_buffers: '1GB', max_wal_size: '8GB', maintenance_work_mem: '1GB' };
const postgres = await startPostgres({ home: await openHome(join(folder, 'home')), settings });
try {
  const subgraph = await indicators.connect({ dsn: { write: postgres.dsn() } });
  await subgraph.database.migrate();
  await loadPackage(subgraph, new URL('../../data/indicadores', import.meta.url).pathname);
  const pool = await subgraph.database.pool();
  const rows = await invented(pool);
  await timed(`generating ${published} rows, twice, and their indexes`, () => fill(pool, rows, published));
  const files = { csv: join(folder, 'observation.csv'), copy: join(folder, 'observation.copy') };
  const provenance = (await pool.query('select max(id) as id, max(revision) as revision from source')).rows[0];
  const series = new Map<string, string>(
    (await pool.query('select indicator_code, min(code) as code from series group by 1')).rows.map((row) => [
      row.indicator_code,
      row.code,
    ]),
  );
  const tail = `${provenance.id}\t1\t${provenance.revision}\t2147483647`;
  await writeFiles(rows, fileRows, rows.periodsFor(published), files, tail, series);
  await pool.query('checkpoint');
  const bare = await timed('bare COPY into the twin', () => bareCopy(pool, files.copy));
  await pool.query('checkpoint');
  const dataset = subgraph.datasets.find(({ name }) => name === 'observation')!;
  const source = readSourceDescription(
    JSON.stringify({ code: 'generated', publisher: 'bench', title: 'Generated, not observed', coverage: 'partial' }),
    'source.json',
  );
  const began = performance.now();
  const step = (title: string) => say(`  ${title} after ${seconds(performance.now() - began)}`);
  const ours = await timed('publishing the file', async () => {
    const progress = { begin: () => {}, read: () => {}, step };
    const report = await ingest(subgraph.database, {
      dataset,
      files: [files.csv],
      source,
      publishedBy: 'bench',
      progress,
    });
    say(`  ${report.outcome}: ${JSON.stringify(report.changes)}`);
  });
  say(`${fileRows} rows onto ${published}: ${(bare / ours).toFixed(2)} of the speed of a bare COPY`);
  await subgraph.close();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

async function bareCopy(pool: Pool, path: string): Promise<void> {
  const client = await pool.connect();
  const columns = `municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial, note,
    source_id, line, recorded_from, recorded_to`;
  try {
    await pipeline(createReadStream(path), client.query(copyFrom(`copy twin (${columns}) from stdin`)));
  } finally {
    client.release();
  }
}

async function timed(title: string, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  const took = performance.now() - began;
  say(`${title}: ${seconds(took)}`);
  return took;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
