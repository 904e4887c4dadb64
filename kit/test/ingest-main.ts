import { collectGarbageOften } from '../src/process/garbage-collection.js';

// A process that ingests a large file while a test measures its memory.
collectGarbageOften();
const { ingest, readSourceDescription, reportAsCsv } = await import('@cabildo/kit');
const { wells } = await import('./wells.js');
const [dsn, path, how] = process.argv.slice(2) as [string, string, string];
const subgraph = await wells.connect({ dsn: { write: dsn } });
const source = readSourceDescription('{"code":"agency","publisher":"Agency","title":"Wells"}', 'source.json');
const ingestion = { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester' };
const report = await ingest(subgraph.database, { ...ingestion, dryRun: how === 'dry' });
await subgraph.close();
const { outcome, rows, changes, counts } = report;
let told = -1;
for (const piece of reportAsCsv(report)) told += piece.split('\n').length - (told < 0 ? 0 : 1);
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ outcome, rows, changes, counts, told, megabytes: Math.round(maxRSS / 1024) }));
