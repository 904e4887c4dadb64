import type { IncomingMessage, ServerResponse } from 'node:http';
import { TIMEOUT_HEADER } from '../process/headers.js';

/** Returns a signal that aborts when the timeout of the caller (`hub-timeout`) expires or the caller disconnects. */
export function callEnd({ headers }: IncomingMessage, response: ServerResponse): AbortSignal {
  const end = new AbortController();
  const given = String(headers[TIMEOUT_HEADER]);
  const timer = /^\d{1,7}$/.test(given) ? setTimeout(() => end.abort(), Number(given)) : undefined;
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) end.abort();
  });
  return end.signal;
}
