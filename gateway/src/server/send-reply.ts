import type { IncomingMessage } from 'node:http';
import { AS_OF_HEADER, type HttpResponse, type MediaType, REVISIONS_HEADER } from '@cabildo/kit/process';
import type { Body } from '../cache/body.js';
import { encodedBody, encodingFor } from '../cache/encoding.js';
import { ageOf, type Freshness } from '../cache/freshness.js';
import type { Reply } from '../cache/reply.js';
import type { NotModified } from '../cache/response-cache.js';
import { statusIn } from './status.js';

/**
 * Writes a response with the headers that HTTP caches need.
 * @param uncached the Cache-Control of a response that is not cached here
 */
export function sendReply(
  request: IncomingMessage,
  response: HttpResponse,
  reply: Reply | NotModified,
  type: MediaType,
  uncached = 'no-store',
): void | Promise<void> {
  if ('held' in reply) {
    response.writeHeaderPairs(304, [...varying, ...freshnessPairs(reply.held)]).end();
    return;
  }
  const encoding = encodingFor(reply, request.headers['accept-encoding'] as string | undefined);
  const status = statusIn(type, reply.status);
  const described = ['content-type', type, ...(reply.freshness ? [] : ['cache-control', uncached])];
  if (!encoding) return send(response, reply, { status, described }, reply.body);
  described.push('content-encoding', encoding);
  return encodedBody(reply, encoding).then((body) => send(response, reply, { status, described }, body));
}

const varying = ['vary', `accept, accept-encoding, ${AS_OF_HEADER}`];

function send(
  response: HttpResponse,
  { freshness, revisions }: Reply,
  { status, described }: { status: number; described: readonly string[] },
  body: Body | Buffer,
): void {
  const revised = revisions ? [REVISIONS_HEADER, revisions] : [];
  response.writeHeaderPairs(
    status,
    [...described, ...varying, ...(freshness ? freshnessPairs(freshness) : []), ...revised],
    body.length,
  );
  response.end(Buffer.isBuffer(body) ? body : body.take());
}

/** A response at revisions may be cached, but must be revalidated each time: a subgraph may have a newer revision. */
function freshnessPairs(freshness: Freshness): readonly string[] {
  const { etag, maxAge, revised } = freshness;
  const control = revised ? 'public, no-cache' : `public, max-age=${maxAge}`;
  return ['etag', etag, 'age', String(ageOf(freshness)), 'cache-control', control];
}
