import { join } from 'node:path';
import { loadPackages } from '../../hub/dist/packages.js';
import { connectAll, migrateAll } from '../../hub/dist/subgraphs.js';

/** Loads the data packages of the hub into a database. */
export async function loadData(dsn: string): Promise<void> {
  process.stderr.write('Loading the data …\n');
  const subgraphs = await connectAll(dsn, console.error);
  await migrateAll(subgraphs);
  const folder = join(import.meta.dirname, '../../data');
  await loadPackages(folder, subgraphs, () => {}, new AbortController().signal);
  for (const { database } of subgraphs) await (await database.pool()).query('analyze');
  for (const subgraph of subgraphs) await subgraph.close();
}
