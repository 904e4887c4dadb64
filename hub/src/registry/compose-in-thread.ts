import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CompositionError, type CompositionFault, type SubgraphDefinition } from '@cabildo/schema';

const ENTRY = join(import.meta.dirname, '../../dist/registry/composition-worker.js');

type Message = { readonly supergraphSdl: string } | { readonly faults: readonly CompositionFault[] };

/**
 * Composes in a thread of its own, so that requests go on.
 * @throws CompositionError with every fault
 */
export async function composeInThread(subgraphs: readonly SubgraphDefinition[]): Promise<string> {
  const plain = subgraphs.map(({ name, url, sdl }) => ({ name, url, sdl }));
  const worker = new Worker(ENTRY, { workerData: plain });
  try {
    const [message] = (await once(worker, 'message')) as [Message];
    if ('faults' in message) throw new CompositionError(message.faults);
    return message.supergraphSdl;
  } finally {
    await worker.terminate();
  }
}
