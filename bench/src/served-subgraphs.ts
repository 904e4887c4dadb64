// The hub's subgraphs over HTTP, in one process. KEPT: bytes that each keeps of what it read.
import { serveSubgraph } from '@cabildo/kit';
import { connectAll } from '../../hub/dist/subgraphs.js';
import { benchKey } from './served-subgraphs.key.ts';

const { DSN, KEPT } = process.env;
const urls: Record<string, string> = {};
for (const subgraph of await connectAll(DSN!, console.error, { readCacheBytes: KEPT ? Number(KEPT) : undefined })) {
  const { port } = await serveSubgraph(subgraph, { port: 0, host: '127.0.0.1', keys: [benchKey] });
  urls[subgraph.name] = `http://127.0.0.1:${port}/graphql`;
}
process.stdout.write(`${JSON.stringify(urls)}\n`);
