import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Handler, HttpResponse } from '@cabildo/kit/process';
import type { RequestLog } from '../log.js';
import type { Metrics } from './metrics.js';

const REQUEST_ID = 'x-request-id';
/** A request id that a proxy may have set. No other text of a client is logged. */
const acceptable = /^[\w.:-]{1,64}$/;
/** The prefix of the request ids of this process, which no other process has. */
const ownIds = randomBytes(9).toString('base64url');
let counted = 0;

/** Wraps a handler: counts and times its responses, and logs a line for each. */
export function observed(handler: Handler, metrics: Metrics, log: RequestLog | undefined): Handler {
  return (request, response) => {
    const began = performance.now();
    const id = idOf(request);
    response.addStandingHeader(REQUEST_ID, id);
    response.once('close', () => {
      const ms = performance.now() - began;
      const status = response.statusSent;
      metrics.requested(status, ms);
      if (response.rejectedBy !== undefined) metrics.rejected(response.rejectedBy);
      log?.(lineOf(id, request, response, status, ms));
    });
    return handler(request, response);
  };
}

function idOf({ headers }: IncomingMessage): string {
  const given = headers[REQUEST_ID];
  return typeof given === 'string' && acceptable.test(given) ? given : `${ownIds}-${(++counted).toString(36)}`;
}

/** Builds the log line. The path has no query string, because that contains variables. */
function lineOf(
  id: string,
  { method, url = '/' }: IncomingMessage,
  response: HttpResponse,
  status: number,
  ms: number,
) {
  const code = response.rejectedBy;
  const bytes = response.bytes ?? Number(response.getHeader('content-length') ?? 0);
  return {
    id,
    method,
    path: url.split('?', 1)[0]!,
    status,
    ms: Math.round(ms * 10) / 10,
    bytes,
    ...(code && { code }),
  };
}
