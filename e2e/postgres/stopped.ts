import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmaster } from '../../hub/src/postgres/postmaster.js';
import { isRunning } from '../../hub/src/processes.js';

/** Waits until no postmaster runs on a data folder. */
export async function processStopped(data: string): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const postmaster = readPostmaster(data);
    if (!postmaster || !isRunning(postmaster.pid)) return;
    await sleep(20);
  }
  throw new Error(`A server still runs on ${data}.`);
}
