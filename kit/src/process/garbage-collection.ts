import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Heap growth in bytes that triggers a collection: in a process that only streams, and in a server. */
const GROWTH_OF_STREAM = 16 * 1024 * 1024;
const GROWTH_OF_SERVER = 64 * 1024 * 1024;
const POLL_MS = 10;

/**
 * Limits the memory of a process that only processes a stream. Call it first in the process. Without it V8 collects late
 * on a machine with much memory: the heap grows to hundreds of megabytes while 30 are in use. The young generation keeps
 * its initial size, and a full collection runs whenever the heap has grown by 16 MiB.
 * @returns the function that ends it
 */
export function collectGarbageOften(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  return collectOnGrowth(GROWTH_OF_STREAM);
}

/** Limits the heap growth of a server while `work` processes a file. */
export async function whileCollectingGarbage<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = collectOnGrowth(GROWTH_OF_SERVER);
  try {
    return await work();
  } finally {
    end();
  }
}

function collectOnGrowth(growth: number): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let before = used();
  const poll = () => {
    if (used() - before < growth) return;
    collect();
    before = used();
  };
  const timer = setInterval(poll, POLL_MS).unref();
  return () => clearInterval(timer);
}

function used(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
