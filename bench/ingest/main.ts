import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { indicators } from '@cabildo/indicators';
import { type ConnectedSubgraph, ingest, readSourceDescription } from '@cabildo/kit';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Kind, type Order, type Written, writeFiles } from './file.js';
import { copyOf, dropCopy, keep, startKept } from './kept.js';
import { invented } from './published.js';

// How fast a file is published, against a bare COPY of the same rows into a twin of the published table: the same rows,
// indexes and constraints. Both run in one process against one PostgreSQL, with what it waits for the disk for.
const { values: flags } = parseArgs({
  options: {
    published: { type: 'string', default: '10000000' },
    rows: { type: 'string', default: '1000000' },
    kind: { type: 'string', default: 'new' },
    order: { type: 'string', default: 'period' },
    first: { type: 'string', default: 'copy' },
    small: { type: 'boolean', default: false },
  },
});
const [published, rows] = [Number(flags.published), Number(flags.rows)];
const [kind, order] = [flags.kind as Kind, flags.order as Order];
const folder = await mkdtemp(join(tmpdir(), 'cabildo-bench-'));
const files = { csv: join(folder, 'observation.csv'), copy: join(folder, 'observation.copy') };
const postgres = await startKept(flags.small);
const copy = await copyOf(postgres, await keep(postgres, published));
const subgraph = await indicators.connect({ dsn: { write: postgres.dsn(copy) } });
try {
  const pool = await subgraph.database.pool();
  const those = await invented(pool);
  await writeFiles(pool, those, { kind, order, count: rows, first: those.periodsFor(published) }, files);
  // Either may go first, for what the second finds in memory.
  const sides = flags.first === 'copy' ? [bareCopy, publish] : [publish, bareCopy];
  const took = new Map<unknown, number>();
  for (const side of sides) {
    await pool.query('checkpoint');
    took.set(side, await timed(side.name, () => side(pool, subgraph, files)));
  }
  const ratio = took.get(bareCopy)! / took.get(publish)!;
  say(`${rows} rows (${kind}, by ${order}) onto ${published}: ${ratio.toFixed(2)} of the speed of a bare COPY`);
} finally {
  await subgraph.close();
  await dropCopy(postgres, copy);
  await postgres.stop();
  await rm(folder, { recursive: true });
}

async function bareCopy(pool: Pool, _: ConnectedSubgraph, { copy }: Written): Promise<void> {
  const client = await pool.connect();
  const columns = `municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial, note,
    source_id, line, recorded_from, recorded_to`;
  try {
    await pipeline(createReadStream(copy), client.query(copyFrom(`copy twin (${columns}) from stdin`)));
  } finally {
    client.release();
  }
}

/** All that `hub ingest` does once it is connected: digest, mapping, rules, stage, difference, revision, log. */
async function publish(_: Pool, { database, datasets }: ConnectedSubgraph, { csv }: Written): Promise<void> {
  const dataset = datasets.find(({ name }) => name === 'observation')!;
  const source = readSourceDescription(
    JSON.stringify({ code: 'generated', publisher: 'bench', title: 'Generated, not observed', coverage: 'partial' }),
    'source.json',
  );
  const began = performance.now();
  const step = (title: string) => say(`  ${title} after ${seconds(performance.now() - began)}`);
  const progress = { step, done: () => {} };
  const { outcome, changes } = await ingest(database, {
    dataset,
    files: [csv],
    source,
    publishedBy: 'bench',
    progress,
  });
  say(`  ${outcome}: ${JSON.stringify(changes)}`);
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
