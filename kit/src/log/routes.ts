import { CabildoError } from '../errors.js';
import { sendJson } from '../http/http-graphql.js';
import type { Handler } from '../http/http-server.js';
import { LogApi, type LogResponse } from './log-api.js';
import type { Verifiable } from './verify-database.js';

const folder = '/log/';

/** Serves the log of a subgraph below `/log/<subgraph>/`. */
export function logRoutes(subgraph: Verifiable): Record<string, Handler> {
  const api = new LogApi(subgraph);
  const own = `${folder}${subgraph.name}/`;
  return {
    [folder]: async ({ url = '/' }, response) => {
      const { status, body } = url.startsWith(own) ? await api.respond(url.slice(own.length)) : unknown(own);
      if (status === 503) response.setHeader('retry-after', 1);
      sendJson(response, status, body);
    },
  };
}

function unknown(own: string): LogResponse {
  const { message, extensions } = new CabildoError(
    'NOT_FOUND',
    `Unknown path. The log of this subgraph is below ${own}.`,
  );
  return { status: 404, body: { errors: [{ message, extensions }] } };
}
