import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSubgraph, describeReport, type IngestionReport, ingest } from '@cabildo/kit';
import { cloneDatabase } from '@cabildo/kit/testing';
import type { Pool } from 'pg';
import { wells } from '../wells.js';

const HEADER = 'municipality_code,id,name,depth_m,permits,uses,active,dug,url,replaces_id';
const source = {
  code: 'agency',
  publisher: 'Agency',
  title: 'Wells',
  licence: null,
  url: null,
  retrievedOn: '2026-01-02',
  via: null,
  notes: ['as published'],
  coverage: 'complete' as const,
  files: [],
};

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
export const well = (id: string, name = `Pozo ${id}`, depth = '') =>
  `15031,${id},"${name.replaceAll('"', '""')}",${depth},,,,,,`;

/** The wells subgraph with its own database and a signed log. */
export interface LoggedWells {
  subgraph: ConnectedSubgraph;
  pool: Pool;
  dsn: string;
  publish(...rows: string[]): Promise<IngestionReport>;
  close(): Promise<void>;
}

export async function loggedWells(current: KeyObject = newKey()): Promise<LoggedWells> {
  const { dsn, drop } = await cloneDatabase(process.env.CABILDO_TEST_DSN!, 'wells for the log', async (template) => {
    const subgraph = await wells.connect({ dsn: { write: template } });
    await subgraph.database.migrate();
    await subgraph.close();
  });
  const subgraph = await wells.connect({ dsn: { write: dsn }, signingKeys: { current } });
  await subgraph.database.migrate();
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-log-'));
  const close = async () => {
    await subgraph.close();
    await drop();
    await rm(folder, { recursive: true });
  };
  let count = 0;
  const publish = async (...rows: string[]) => {
    const path = join(folder, `wells-${count++}.csv`);
    await writeFile(path, `${[HEADER, ...rows].join('\n')}\n`);
    const dataset = wells.datasets[0]!;
    const report = await ingest(subgraph.database, { dataset, files: [path], source, publishedBy: 'tester' });
    if (report.outcome !== 'published') throw new Error(describeReport(report));
    return report;
  };
  return { subgraph, pool: await subgraph.database.pool(), dsn, publish, close };
}
