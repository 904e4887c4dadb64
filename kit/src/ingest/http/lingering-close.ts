import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const LINGER_MS = 1_000;

/**
 * Lets what is left of a refused upload go by for a while, then cuts it off: a connection that is closed while more of it
 * is on its way takes the answer back with it, and its sender never learns why.
 */
export async function lingeringClose(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  request.resume();
  await Promise.race([once(request, 'close'), setTimeout(LINGER_MS, undefined, { ref: false })]);
  if (!request.complete) request.destroy();
}
