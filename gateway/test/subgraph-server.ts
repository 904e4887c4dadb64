import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse } from 'graphql';
import { type TestSubgraph, testSubgraph } from './subgraphs.js';

export interface SubgraphServer extends TestSubgraph {
  /** Headers of the last request. */
  readonly seen: Record<string, unknown>;
  close(): Promise<void>;
}

/** A subgraph behind HTTP on a free port of this machine. */
export async function serveSubgraph(name: string, sdl: string, resolvers: object): Promise<SubgraphServer> {
  const subgraph = testSubgraph(name, sdl, resolvers);
  const seen: Record<string, unknown> = {};
  const server = await listen(async (request, response) => {
    // It has no revisions to tell.
    if (request.method === 'GET') {
      response.writeHead(404).end();
      return;
    }
    Object.assign(seen, request.headers);
    let text = '';
    for await (const chunk of request) text += chunk;
    const { query, variables } = JSON.parse(text) as { query: string; variables: Record<string, unknown> };
    const result = await execute({ schema: subgraph.schema, document: parse(query), variableValues: variables });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
  return { ...subgraph, ...server, seen };
}

/** Any HTTP server, for subgraphs that misbehave. */
export async function listen(answer: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
