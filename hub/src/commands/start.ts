import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  authorizationOptions,
  cacheOptions,
  guardOptions,
  jsonLog,
  permalinkOptions,
  type SupergraphSource,
  startGateway,
  subgraphBounds,
  UsageCounter,
} from '@cabildo/gateway';
import { type ConnectedSubgraph, ingestRoutes } from '@cabildo/kit';
import { publishingOptions, type SigningKey } from '@cabildo/kit/process';
import { type HubConfig, readHubConfig } from '../config.js';
import { ownSubgraphs } from '../contract.js';
import { directly } from '../direct.js';
import { loadPackages } from '../packages.js';
import { dataFolder, schemaFolder } from '../place.js';
import { provePortFree } from '../port.js';
import { ownMember } from '../registry/members.js';
import { RegistryHost } from '../registry/registry-host.js';
import { registryRoutes } from '../registry/routes.js';
import { SubgraphKeys } from '../registry/subgraph-keys.js';
import type { SupergraphFeed } from '../registry/supergraph-feed.js';
import { UsageRecorder } from '../registry/usage-recorder.js';
import { openDatabase, withSubgraphs } from '../running.js';
import { Steps } from '../steps.js';
import { StopRequest, stopSignal, whyStopped } from '../stop.js';

/** The whole hub in this process: PostgreSQL, the subgraphs and the gateway before them. */
export async function start(): Promise<void> {
  const config = readHubConfig();
  const stop = stopSignal();
  const steps = new Steps(process.stdout);
  const database = await openDatabase(config, `http://localhost:${config.PORT}`, steps);
  try {
    stop.throwIfAborted();
    await provePortFree(config.PORT, config.HOST);
    await withSubgraphs(database, steps, async (subgraphs) => {
      await steps.run('Loading the data packages', (report) => loadPackages(dataFolder, subgraphs, report, stop));
      await serve(subgraphs, config, steps, () => whyStopped(stop, database.lost));
    });
  } catch (error) {
    if (!(error instanceof StopRequest)) throw error;
    steps.say(`Stopping (${error.reason}) …`);
  } finally {
    await database.release();
  }
  steps.say('Stopped.');
}

async function serve(
  subgraphs: ConnectedSubgraph[],
  config: HubConfig,
  steps: Steps,
  untilStopped: () => Promise<string>,
): Promise<void> {
  const { PORT: port, HOST: host, SUPERGRAPH, SUBGRAPH_KEYS } = config;
  const options = publishingOptions(config);
  const databaseFolder = config.DATABASE_URL === undefined ? config.CABILDO_HOME : undefined;
  const publishing = options && { ...options, databaseFolder };
  const stored = new SubgraphKeys(config.CABILDO_HOME);
  const unwatch = stored.watch();
  const keys = withStored(SUBGRAPH_KEYS, stored);
  const registry = registryHost(subgraphs, stored);
  if (!SUPERGRAPH)
    await steps.run('Composing the supergraph', async () =>
      registry.composer.start(await readFile(join(schemaFolder, 'supergraph.graphql'), 'utf8')),
    );
  const usage = new UsageCounter();
  const recorder = new UsageRecorder(registry.registry, usage, reportError);
  const supergraph = SUPERGRAPH ? { file: SUPERGRAPH } : { source: supergraphSource(registry.composer.feed) };
  const gateway = await steps.run('Starting the gateway', () =>
    startGateway({
      supergraph,
      routes: { ...(publishing && ingestRoutes(subgraphs, publishing)), ...registryRoutes(registry) },
      slowest: publishing?.slowest,
      connect: directly(subgraphs, { ...subgraphBounds(config), isOwn: () => false, keys }),
      port,
      host,
      ...guardOptions(config),
      authorization: authorizationOptions(config),
      ...cacheOptions(config),
      permalinks: permalinkOptions(config, join(config.CABILDO_HOME, 'permalinks')),
      trustedDocuments: config.TRUSTED_DOCUMENTS ?? join(schemaFolder, 'trusted-documents.json'),
      log: jsonLog(config.LOG_LEVEL),
      traces: config.OTEL_EXPORTER_OTLP_ENDPOINT,
      usage,
    }),
  );
  recorder.start();
  steps.say(`Cabildo answers at http://localhost:${gateway.port}`);
  steps.say(`Stopping (${await untilStopped()}) …`);
  unwatch();
  await gateway.stop();
  await recorder.stop();
  await registry.composer.stop();
}

/** Keys of the environment, and those of the home, which change while the hub runs. */
function withStored(
  given: HubConfig['SUBGRAPH_KEYS'],
  { current }: SubgraphKeys,
): Readonly<Record<string, SigningKey>> {
  return new Proxy(given, {
    get: (_target, name) => given[String(name)] ?? current[String(name)],
    getOwnPropertyDescriptor: (_target, name) => {
      const value = given[String(name)] ?? current[String(name)];
      return value && { value, configurable: true, enumerable: true, writable: true };
    },
  });
}

function registryHost(subgraphs: readonly ConnectedSubgraph[], keys: SubgraphKeys): RegistryHost {
  const registry = subgraphs.find(({ name }) => name === 'registry')!;
  const own = ownSubgraphs().map(ownMember);
  return new RegistryHost(registry, own, reportError, { keys });
}

const reportError = (error: unknown): void => {
  process.stderr.write(`${String(error)}\n`);
};

const supergraphSource = (feed: SupergraphFeed): SupergraphSource => ({
  read: async () => feed.current!.sdl,
  watch: (take) => feed.watch(({ sdl }) => take(async () => sdl)),
});
