import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of garbage that may lie until they are collected, and milliseconds between two looks. */
const GARBAGE = 16 * 1024 * 1024;
const EVERY = 10;

/**
 * Keeps a process small that works through a stream, and does nothing else: to be called first of all. V8 lets garbage lie
 * as long as a machine has memory: hundreds of megabytes, where thirty are in use. The young generation stays as small as
 * it is at the start; the rest is collected whenever so much lies there. Ends by the function that is answered.
 */
export function collectOften(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let kept = used();
  const look = () => {
    if (used() - kept < GARBAGE) return;
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
