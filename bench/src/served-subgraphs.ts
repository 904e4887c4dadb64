// The hub's three subgraphs over HTTP, in one process.
import { serveSubgraph } from '@cabildo/kit';
import { connectAll } from '../../hub/dist/subgraphs.js';
import { benchKey } from './served-subgraphs.key.ts';

const urls: Record<string, string> = {};
for (const subgraph of await connectAll(process.env.DSN!, console.error)) {
  const { port } = await serveSubgraph(subgraph, { port: 0, host: '127.0.0.1', keys: [benchKey] });
  urls[subgraph.name] = `http://127.0.0.1:${port}/graphql`;
}
process.stdout.write(`${JSON.stringify(urls)}\n`);
