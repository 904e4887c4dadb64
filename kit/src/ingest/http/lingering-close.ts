import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const LINGER_MS = 1_000;

/**
 * Reads and discards the rest of a refused upload for a while, then destroys the connection. If the connection were
 * closed while data arrives, TCP would reset it and the client would lose the response (a lingering close).
 */
export async function lingeringClose(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  request.resume();
  await Promise.race([once(request, 'close'), setTimeout(LINGER_MS, undefined, { ref: false })]);
  if (!request.complete) request.destroy();
}
