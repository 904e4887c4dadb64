import { join } from 'node:path';
import { startGateway } from '@cabildo/gateway';
import { readHubConfig } from '../config.js';
import { directly } from '../direct.js';
import { loadPackages } from '../packages.js';
import { dataFolder, schemaFolder } from '../place.js';
import { provePortFree } from '../port.js';
import { openDatabase } from '../running.js';
import { Steps } from '../steps.js';
import { untilStopped } from '../stop.js';

/** The whole hub in this process: PostgreSQL, the three subgraphs and the gateway before them. */
export async function start(): Promise<void> {
  const { PORT, HOST, CABILDO_HOME } = readHubConfig();
  await provePortFree(PORT, HOST);
  const steps = new Steps(process.stdout);
  const running = await openDatabase(CABILDO_HOME, `http://localhost:${PORT}`, steps);
  try {
    await steps.run('Loading the data packages', (report) => loadPackages(dataFolder, running.subgraphs, report));
    const supergraph = { file: join(schemaFolder, 'supergraph.graphql') };
    const gateway = await steps.run('Starting the gateway', () =>
      startGateway({ supergraph, connect: directly(running.subgraphs), port: PORT, host: HOST }),
    );
    steps.say(`Cabildo answers at http://localhost:${gateway.port}`);
    const reason = await untilStopped(running.lost);
    steps.say(reason);
    await gateway.stop();
  } finally {
    await running.stop();
  }
  steps.say('Stopped.');
}
