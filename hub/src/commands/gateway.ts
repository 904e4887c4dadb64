import {
  authorizationOptions,
  cacheOptions,
  guardOptions,
  httpConnect,
  jsonLog,
  permalinkOptions,
  readUrl,
  startGateway,
  subgraphBounds,
} from '@cabildo/gateway';
import { readHubConfig } from '../config.js';
import { HubError } from '../errors.js';
import { stopSignal, whyStopped } from '../stop.js';

export interface GatewayFlags {
  supergraph: string;
  port: number;
  host: string;
  /** `name=url` */
  subgraph: string[];
}

/** The gateway alone, over any Federation 2 supergraph. */
export async function gateway({ supergraph, port, host, subgraph }: GatewayFlags): Promise<void> {
  const config = readHubConfig();
  const connect = httpConnect({
    ...subgraphBounds(config),
    urls: Object.fromEntries(subgraph.map(readFlag)),
    keys: config.SUBGRAPH_KEYS,
  });
  const stop = stopSignal();
  const running = await startGateway({
    supergraph: { file: supergraph },
    connect,
    port,
    host,
    ...guardOptions(config),
    authorization: authorizationOptions(config),
    ...cacheOptions(config),
    permalinks: permalinkOptions(config),
    log: jsonLog(config.LOG_LEVEL),
    traces: config.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
  process.stdout.write(`The gateway answers at ${running.url}\n`);
  process.stdout.write(`Stopping (${await whyStopped(stop)}) …\n`);
  await running.stop();
}

function readFlag(text: string): [name: string, url: string] {
  try {
    return readUrl(text);
  } catch (error) {
    throw new HubError('BAD_FLAG', `--subgraph ${text}: ${(error as Error).message}.`, { cause: error });
  }
}
