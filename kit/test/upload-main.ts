import { serveSubgraph } from '@cabildo/kit';
import { readPublishers } from '@cabildo/kit/process';
import { wells } from './wells.js';

// A process that accepts uploads. It sends its port to the test, and its maximum resident memory on request.
const [dsn, publisher] = process.argv.slice(2) as [string, string];
const subgraph = await wells.connect({ dsn: { write: dsn } });
const publishing = { publishers: readPublishers(publisher), maxBytes: 10_000_000_000, atOnce: 4, slowest: 600_000 };
const served = await serveSubgraph(subgraph, { port: 0, keys: [{ id: 'k', secret: 's'.repeat(32) }], publishing });
process.on('message', () => process.send!({ megabytes: process.resourceUsage().maxRSS / 1024 }));
process.on('disconnect', () => process.exit());
process.send!({ port: served.port });
