import { readFileSync } from 'node:fs';
import { Engine } from '@cabildo/gateway';
import { type ConnectedSubgraph, filesOfPackages, publishFiles } from '@cabildo/kit';
import { cloneDatabase } from '@cabildo/kit/testing';
import { recordRows } from '@cabildo/registry';
import { directly } from '../hub/src/direct.js';
import { connectAll, migrateAll } from '../hub/src/subgraphs.js';

/** The subgraphs over one database with the real data, and our engine before them, in this process. */
export interface WholeHub {
  subgraphs: ConnectedSubgraph[];
  engine: Engine;
  dsn: string;
  close(): Promise<void>;
}

const report = (error: unknown) => process.stderr.write(`${String(error)}\n`);

/** @param server connection string of a PostgreSQL where databases may be made */
export async function wholeHub(server: string): Promise<WholeHub> {
  const { dsn, drop } = await cloneDatabase(server, 'the whole hub', load);
  const subgraphs = await connectAll(dsn, report);
  const engine = new Engine(readFileSync('schema/supergraph.graphql', 'utf8'), directly(subgraphs));
  const close = async () => {
    await engine.close();
    for (const subgraph of subgraphs) await subgraph.close();
    await drop();
  };
  return { subgraphs, engine, dsn, close };
}

async function load(dsn: string): Promise<void> {
  const subgraphs = await connectAll(dsn, report);
  await migrateAll(subgraphs);
  for await (const { file, report } of publishFiles(await filesOfPackages('data'), subgraphs, 'test'))
    if (report?.outcome !== 'published') throw new Error(`${file.path}: ${JSON.stringify(report)}`);
  const registry = subgraphs.find(({ name }) => name === 'registry')!;
  await recordRows(registry, 'agency', [{ id: 'water', name: 'Comisión del Agua', url: null }], { by: 'test' });
  for (const subgraph of subgraphs) await subgraph.close();
}
