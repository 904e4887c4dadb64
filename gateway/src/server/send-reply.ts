import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaType } from '@cabildo/kit/process';
import type { Held } from '../cache/answers.js';
import { encodedBody, encodingFor } from '../cache/encoding.js';
import { ageOf, type Freshness } from '../cache/freshness.js';
import type { Reply } from '../cache/reply.js';
import { statusIn } from './status.js';

/** Writes an answer, with all that a cache on the way must know to keep it right. */
export async function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply | Held,
  type: MediaType,
): Promise<void> {
  response.appendHeader('vary', 'accept, accept-encoding, hub-as-of');
  if ('held' in reply) {
    tellFreshness(response, reply.held);
    response.writeHead(304).end();
    return;
  }
  const encoding = encodingFor(reply, request.headers['accept-encoding'] as string | undefined);
  const body = encoding ? await encodedBody(reply, encoding) : reply.body;
  if (encoding) response.setHeader('content-encoding', encoding);
  tellFreshness(response, reply.freshness);
  if (reply.revisions) response.setHeader('hub-revisions', reply.revisions);
  response.writeHead(statusIn(type, reply.status), { 'content-type': type, 'content-length': body.length }).end(body);
}

/** An answer at revisions may be kept by anyone who asks, each time, whether they are still the newest. */
function tellFreshness(response: ServerResponse, freshness: Freshness | undefined): void {
  if (!freshness) {
    response.setHeader('cache-control', 'no-store');
    return;
  }
  const { etag, maxAge, revised } = freshness;
  response.setHeader('etag', etag);
  response.setHeader('age', ageOf(freshness));
  response.setHeader('cache-control', revised ? 'public, no-cache' : `public, max-age=${maxAge}`);
}
