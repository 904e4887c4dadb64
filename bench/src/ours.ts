// The gateway of this hub. MODE: uncached, sharing, cached.
import { startGateway } from '@cabildo/gateway';

const { PORT, SUPERGRAPH, MODE } = process.env;
await startGateway({
  supergraph: { file: SUPERGRAPH! },
  port: Number(PORT),
  host: '127.0.0.1',
  sharing: MODE !== 'uncached',
  cacheBytes: MODE === 'cached' ? 64 * 1024 * 1024 : 0,
});
