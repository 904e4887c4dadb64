import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose } from '@cabildo/schema';
import { startGateway } from '../src/index.js';
import type { GatewayOptions } from '../src/options.js';
import { type HttpTransportOptions, httpConnect } from '../src/subgraph/http-transport.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])\n';
const hubSdl = `${link} type Query { town: Town } type Town @key(fields: "code") { code: ID! name: String }`;
const partnerSdl = `${link}
  scalar JSON
  type Query { well: Well wells: [Well!] any: JSON }
  type Well { id: ID! any: JSON depth: Float }
  type Town @key(fields: "code") { code: ID! well: Well wells: [Well!] }`;

/** Answers one GraphQL request of the partner. */
export type Behaviour = (request: { query: string; variables?: object }, response: ServerResponse) => void;

export interface Handlers {
  readonly graphql: Behaviour;
  readonly revisions?: (request: IncomingMessage, response: ServerResponse) => void;
}

export const well = { __typename: 'Well', id: 'w', depth: 1.5 };

/** The data of every field of the partner, with `values` in place of its own. */
export function partnerData(query: string, values: object = {}): object {
  if (query.includes('_entities'))
    return { _entities: [{ __typename: 'Town', code: '1', well, wells: [well], ...values }] };
  return { well, wells: [well], any: null, ...values };
}

export function sendJson(response: ServerResponse, body: unknown, headers = {}): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text);
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url, close };
}

function graphql(behaviour: Behaviour) {
  return (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => behaviour(JSON.parse(text), response));
  };
}

/** A hub subgraph and a hostile partner, as real HTTP servers behind a real gateway. */
export async function startWithPartner(
  handlers: Handlers,
  transport: HttpTransportOptions = {},
  options: Partial<GatewayOptions> = {},
) {
  const hub = await listen((request, response) => {
    if (request.method !== 'POST') return void response.writeHead(404).end();
    graphql(({ query }, out) => {
      const town = { __typename: 'Town', code: '1', name: 'Toluca' };
      sendJson(out, { data: query.includes('_entities') ? { _entities: [town] } : { town } });
    })(request, response);
  });
  const answer = graphql((request, response) => handlers.graphql(request, response));
  const partner = await listen((request, response) => {
    if (!request.url?.startsWith('/revisions')) answer(request, response);
    else if (handlers.revisions) handlers.revisions(request, response);
    else response.writeHead(404).end();
  });
  const { supergraphSdl } = compose([
    { name: 'hub', url: hub.url, sdl: hubSdl },
    { name: 'partner', url: partner.url, sdl: partnerSdl },
  ]);
  const gateway = await startGateway({
    supergraph: { sdl: supergraphSdl },
    connect: httpConnect({ isOwn: (name) => name === 'hub', ...transport }),
    port: 0,
    host: '127.0.0.1',
    ...options,
  });
  const query = async (text: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query: text }) });
    const body = await response.text();
    return { status: response.status, bytes: body.length, ...(JSON.parse(body) as Result) };
  };
  return {
    gateway,
    query,
    stop: async () => {
      await Promise.all([partner.close(), hub.close()]);
      await gateway.stop();
    },
  };
}

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
}
