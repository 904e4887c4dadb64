import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, parseBody, readBodyText } from '@cabildo/kit/process';
import { asOfRequest } from '../as-of.js';
import type { Engine } from '../engine/engine.js';
import { clientError } from '../errors.js';
import type { RequestedDocument } from '../guard/documents.js';
import { clientOf } from '../guard/rate.js';
import { isRecord } from '../record.js';
import { readOperationRequest } from '../server/operation-request.js';
import { ClientQuota } from './client-quota.js';
import type { RootAt } from './lost-citations.js';
import { type PermalinkRequest, Permalinks } from './permalinks.js';
import type { PermalinkOptions } from './settings.js';
import { PermalinkStore } from './store.js';

export interface PermalinkRouteOptions extends PermalinkOptions {
  readonly engine: () => Engine;
  readonly rootAt: RootAt;
  /** Resolves the id of a trusted document, and throws if the operation exceeds a limit. */
  readonly admitted: (asked: RequestedDocument) => RequestedDocument;
  /** Wraps a handler with admission control and metrics. */
  readonly around: (handler: Handler) => Handler;
  readonly maxBodyBytes: number;
  /** Number of trusted proxies in front of the gateway. */
  readonly trustedProxies?: number;
  readonly bodyTimeout?: number;
}

const folder = '/p/';

/** `POST /p` creates a permalink of an operation; `GET /p/<id>` returns it. */
export function permalinkRoutes(options: PermalinkRouteOptions): Record<string, Handler> {
  const store = new PermalinkStore(options);
  const quota = new ClientQuota(options.maxBytesPerClient ?? 16 * 1024 * 1024);
  const permalinks = new Permalinks(store, quota, `${options.publicUrl ?? ''}${folder}`, options.rootAt);
  return { '/p': options.around(making(permalinks, options)), [folder]: options.around(finding(permalinks)) };
}

function making(
  permalinks: Permalinks,
  { engine, admitted, maxBodyBytes, bodyTimeout, trustedProxies = 0 }: PermalinkRouteOptions,
): Handler {
  return async (request, response) => {
    const body = parseBody(await readBodyText(request, maxBodyBytes, bodyTimeout));
    const asked = askedBy(request, admitted(readOperationRequest(request, body)));
    const permalink = await permalinks.create(asked, engine(), clientOf(request, trustedProxies));
    response.setHeader('location', `${folder}${permalink.id}`);
    send(request, response, permalink.body, permalink.isNew ? 201 : 200);
  };
}

function finding(permalinks: Permalinks): Handler {
  return async (request, response) => {
    const id = (request.url ?? '').slice(folder.length).split('?', 1)[0]!;
    const body = /^[\w-]{43}$/.test(id) ? await permalinks.find(id) : undefined;
    if (!body) throw clientError('PERMALINK_UNKNOWN', 'There is no permalink of this id. POST /p makes one.');
    // Not immutable: a failover can lose the revisions that the response cites.
    response.setHeader('cache-control', 'public, no-cache');
    send(request, response, body, 200);
  };
}

function askedBy(request: IncomingMessage, { query, operationName, variables }: RequestedDocument): PermalinkRequest {
  if (typeof query !== 'string')
    throw clientError(
      'PERMALINK_REFUSED',
      'A permalink needs an operation: send it as `query`, or the id of a document.',
    );
  return {
    query,
    ...(typeof operationName === 'string' && { operationName }),
    variables: isRecord(variables) ? variables : {},
    asOf: asOfRequest(request),
  };
}

function send(request: IncomingMessage, response: ServerResponse, body: Buffer, status: number): void {
  const digest = createHash('sha256').update(body).digest('base64');
  const etag = `"${digest}"`;
  response.setHeader('etag', etag);
  if (request.method !== 'POST' && request.headers['if-none-match']?.includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'repr-digest': `sha-256=:${digest}:`,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
