import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of garbage that may lie until they are collected, in a process that does nothing else, and beside other work. */
const GARBAGE = 16 * 1024 * 1024;
const GARBAGE_BESIDE = 64 * 1024 * 1024;
/** Milliseconds between two looks. */
const EVERY = 10;

/**
 * Keeps a process small that works through a stream, and does nothing else: to be called first of all. V8 lets garbage lie
 * as long as a machine has memory: hundreds of megabytes, where thirty are in use. The young generation stays as small as
 * it is at the start; the rest is collected whenever so much lies there. Ends by the function that is answered.
 */
export function collectGarbageOften(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  return collectBeyond(GARBAGE);
}

/** Keeps the heap of a server from growing by more than so much while it works through a file beside all else. */
export async function whileCollectingGarbage<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = collectBeyond(GARBAGE_BESIDE);
  try {
    return await work();
  } finally {
    end();
  }
}

function collectBeyond(garbage: number): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let kept = used();
  const look = () => {
    if (used() - kept < garbage) return;
    collect();
    kept = used();
  };
  const timer = setInterval(look, EVERY).unref();
  return () => clearInterval(timer);
}

function used(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
