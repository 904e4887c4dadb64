// While the planner works, its process hears and does nothing else. A thread beside it sees to it that it ends all the
// same where it takes too much memory, or where nobody waits for it any more.
import { writeSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const EVERY_MS = 20;
const IDLE = 0;
const AT_WORK = 1;

interface Watch {
  /** One number: whether the planner is at work. */
  readonly state: Int32Array;
  readonly maxBytes: number;
  readonly parent: number;
}

/** Runs what it is given under watch. */
export function watched(maxBytes: number): <Result>(work: () => Result | Promise<Result>) => Promise<Result> {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const watch: Watch = { state, maxBytes, parent: process.ppid };
  new Worker(new URL(import.meta.url), { workerData: watch }).unref();
  return async (work) => {
    set(state, AT_WORK);
    try {
      return await work();
    } finally {
      set(state, IDLE);
    }
  };
}

function set(state: Int32Array, value: number): void {
  Atomics.store(state, 0, value);
  Atomics.notify(state, 0);
}

function watch({ state, maxBytes, parent }: Watch): void {
  for (;;) {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    if (process.memoryUsage.rss() > maxBytes) {
      writeSync(2, `took more than ${maxBytes} bytes of memory\n`);
      process.kill(process.pid, 'SIGKILL');
    }
    Atomics.wait(state, 0, IDLE);
    Atomics.wait(state, 0, AT_WORK, EVERY_MS);
  }
}

if (!isMainThread) watch(workerData);
