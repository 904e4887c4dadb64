import { ingest, readSourceDescription } from '@cabildo/kit';
import { wells } from './wells.js';

// The process whose memory a test watches while it reads a large file.
const [dsn, path] = process.argv.slice(2) as [string, string];
const subgraph = await wells.connect({ dsn: { write: dsn } });
const source = readSourceDescription('{"code":"agency","publisher":"Agency","title":"Wells"}', 'source.json');
const ingestion = { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester', dryRun: true };
const { outcome, rows, counts } = await ingest(subgraph.database, ingestion);
await subgraph.close();
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ outcome, rows, counts, megabytes: Math.round(maxRSS / 1024) }));
