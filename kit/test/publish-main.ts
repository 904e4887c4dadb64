import { ingest } from '@cabildo/kit';
import { wells } from './wells.js';

// The process that a test kills while it publishes.
const [dsn, path] = process.argv.slice(2) as [string, string];
const subgraph = await wells.connect({ dsn: { write: dsn } });
process.stdout.write('begun\n');
const source = {
  code: 'agency',
  publisher: 'Agency',
  title: 'Wells',
  licence: null,
  url: null,
  retrievedOn: null,
  via: null,
  notes: [],
  coverage: 'complete' as const,
  files: [],
};
await ingest(subgraph.database, { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'killed' });
await subgraph.close();
