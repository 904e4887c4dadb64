import { runProcess, terminated } from '@cabildo/kit/process';
import { authorizationOptions } from './authorization/settings.js';
import { cacheOptions } from './cache/settings.js';
import { readGatewayConfig } from './config.js';
import { startGateway } from './gateway.js';
import { guardOptions, subgraphBounds } from './guard/settings.js';
import { jsonLog } from './log.js';
import { permalinkOptions } from './permalink/settings.js';
import { httpConnect } from './subgraph/http-transport.js';

// The gateway as a process of its own.
await runProcess(async () => {
  const config = readGatewayConfig();
  const { PORT, HOST, SUPERGRAPH, SUBGRAPH_URLS, SUBGRAPH_KEYS } = config;
  const gateway = await startGateway({
    supergraph: { file: SUPERGRAPH },
    connect: httpConnect({
      ...subgraphBounds(config),
      urls: SUBGRAPH_URLS,
      keys: SUBGRAPH_KEYS,
      everyCallSigned: true,
    }),
    port: PORT,
    host: HOST,
    ...guardOptions(config),
    authorization: authorizationOptions(config),
    ...cacheOptions(config),
    permalinks: permalinkOptions(config),
    log: jsonLog(config.LOG_LEVEL),
    traces: config.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  process.stdout.write(`The gateway answers at ${gateway.url}\n`);
  await terminated();
  await gateway.stop();
});
