import { filesOfPackages, publishFiles } from './ingest/packages.js';
import { describeReport } from './ingest/report.js';
import { publishingOptions } from './process/publishing-config.js';
import { runProcess, terminated } from './process/run-process.js';
import { signingKeysOf } from './process/signing-config.js';
import { readSubgraphConfig } from './process/subgraph-config.js';
import { serveSubgraph } from './serve.js';
import type { ConnectedSubgraph, Subgraph } from './subgraph.js';

/** Runs a subgraph as its own process, configured by `subgraphVariables`, until the process receives a signal. */
export function runSubgraph(subgraph: Subgraph): Promise<never> {
  return runProcess(async () => {
    const config = readSubgraphConfig();
    const { PORT, HOST, DATABASE_URL, DATABASE_READ_URL, DATA_PACKAGES, GATEWAY_KEYS, KEPT_READS_BYTES } = config;
    const connected = await subgraph.connect({
      dsn: { write: DATABASE_URL, read: DATABASE_READ_URL, direct: config.DATABASE_DIRECT_URL },
      pool: { size: config.DATABASE_POOL_SIZE, connectTimeout: config.DATABASE_CONNECT_TIMEOUT_MS },
      signingKeys: signingKeysOf(config.SIGNING_KEY, config),
      readCacheBytes: KEPT_READS_BYTES,
    });
    try {
      await connected.database.migrate();
      if (DATA_PACKAGES) await publishPackages(connected, DATA_PACKAGES);
      const publishing = publishingOptions(config);
      const served = await serveSubgraph(connected, {
        port: PORT,
        host: HOST,
        keys: GATEWAY_KEYS,
        window: config.SIGNATURE_WINDOW_MS,
        publishing,
        metricsToken: config.METRICS_TOKEN,
      });
      process.stdout.write(`The subgraph ${subgraph.name} listens on port ${served.port}\n`);
      await terminated();
      await served.stop();
    } finally {
      await connected.close();
    }
  });
}

async function publishPackages(subgraph: ConnectedSubgraph, folder: string): Promise<void> {
  for await (const { report } of publishFiles(await filesOfPackages(folder), [subgraph], 'cabildo'))
    if (report && report.outcome !== 'unchanged') process.stdout.write(`${describeReport(report)}\n`);
}
