// Our gateway before the hub's subgraphs. CALLS: direct, http; KEPT: bytes that each keeps of what it read.
import { httpConnect, startGateway } from '@cabildo/gateway';
import { directly } from '../../hub/dist/direct.js';
import { connectAll } from '../../hub/dist/subgraphs.js';
import { benchKey } from './served-subgraphs.key.ts';

const { PORT, SUPERGRAPH, CALLS, CACHED, KEPT, DSN, URLS } = process.env;
const names = ['municipalities', 'secretariats', 'indicators'];
const connect =
  CALLS === 'direct'
    ? directly(await connectAll(DSN!, console.error, { readCacheBytes: KEPT ? Number(KEPT) : undefined }))
    : httpConnect({
        urls: JSON.parse(URLS!) as Record<string, string>,
        keys: Object.fromEntries(names.map((name) => [name, benchKey])),
      });
await startGateway({
  supergraph: { file: SUPERGRAPH! },
  connect,
  port: Number(PORT),
  host: '127.0.0.1',
  sharing: CACHED !== undefined,
  cacheBytes: CACHED === undefined ? 0 : 64 * 1024 * 1024,
});
