// The thread that composes: a composition of many subgraphs takes seconds, which no request may wait for.
import { parentPort, workerData } from 'node:worker_threads';
import { CompositionError, compose, type SubgraphDefinition } from '@cabildo/schema';

try {
  parentPort?.postMessage({ supergraphSdl: compose(workerData as SubgraphDefinition[]).supergraphSdl });
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  parentPort?.postMessage({ faults: error.faults });
}
