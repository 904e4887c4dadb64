import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, parseBody, readBodyText } from '@cabildo/kit/process';
import { asOfRequest } from '../as-of.js';
import type { Engine } from '../engine/engine.js';
import { clientError } from '../errors.js';
import type { RequestedDocument } from '../guard/documents.js';
import { isRecord } from '../record.js';
import { readOperationRequest } from '../server/operation-request.js';
import type { RootAt } from './lost-citations.js';
import { type Asked, Permalinks } from './permalinks.js';
import type { PermalinkOptions } from './settings.js';
import { PermalinkStore } from './store.js';

export interface PermalinkRouteOptions extends PermalinkOptions {
  readonly engine: () => Engine;
  readonly rootAt: RootAt;
  /** Puts the text of a trusted document in place of its id, and throws what a hostile request is answered. */
  readonly admitted: (asked: RequestedDocument) => RequestedDocument;
  /** What every request passes before it is answered. */
  readonly around: (handler: Handler) => Handler;
  readonly maxBodyBytes: number;
  readonly bodyTimeout?: number;
}

const folder = '/p/';

/** POST to `/p` makes a permalink of an operation; GET of `/p/<id>` answers it. */
export function permalinkRoutes(options: PermalinkRouteOptions): Record<string, Handler> {
  const store = new PermalinkStore(options.folder, options.maxBytes);
  const permalinks = new Permalinks(store, `${options.publicUrl ?? ''}${folder}`, options.rootAt);
  return { '/p': options.around(making(permalinks, options)), [folder]: options.around(finding(permalinks)) };
}

function making(
  permalinks: Permalinks,
  { engine, admitted, maxBodyBytes, bodyTimeout }: PermalinkRouteOptions,
): Handler {
  return async (request, response) => {
    const body = parseBody(await readBodyText(request, maxBodyBytes, bodyTimeout));
    const asked = askedBy(request, admitted(readOperationRequest(request, body)));
    const permalink = await permalinks.make(asked, engine());
    response.setHeader('location', `${folder}${permalink.id}`);
    send(request, response, permalink.body, permalink.made ? 201 : 200);
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

function askedBy(request: IncomingMessage, { query, operationName, variables }: RequestedDocument): Asked {
  if (typeof query !== 'string')
    throw clientError('PERMALINK_REFUSED', 'A permalink is made of an operation: send it as `query`, or by its id.');
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
