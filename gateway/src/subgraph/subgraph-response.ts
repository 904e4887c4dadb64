import { parseExact, writable } from '../exact-json.js';
import { type Data, isRecord } from '../record.js';
import { type SubgraphError, type SubgraphResponse, TransportError } from './transport.js';

/**
 * Parses what a subgraph answered over HTTP.
 * A GraphQL response is taken at any status (GraphQL over HTTP gives 4xx and 5xx a body too).
 * @throws TransportError SUBGRAPH_BAD_RESPONSE for anything else
 */
export function parseSubgraphAnswer(name: string, status: number, text: string): SubgraphResponse {
  const answer = parseJson(name, status, text);
  if (!isRecord(answer)) throw bad(name, status, 'JSON that is not an object');
  const { data, extensions } = answer;
  // Several servers write `"errors": null` in a response without errors.
  const errors = answer.errors ?? undefined;
  if (data !== undefined && data !== null && !isRecord(data)) throw bad(name, status, '`data` that is not an object');
  if (errors !== undefined && !Array.isArray(errors)) throw bad(name, status, '`errors` that is not a list');
  const said = errors as unknown[] | undefined;
  if (data == null && !said?.length) throw bad(name, status, 'neither data nor errors');
  if (status >= 300 && !said?.length) throw bad(name, status, 'a failure without errors');
  return { data, errors: said?.map(parseError), ...(isRecord(extensions) && { extensions }) };
}

function parseJson(name: string, status: number, text: string): unknown {
  try {
    return parseExact(text);
  } catch (cause) {
    throw bad(name, status, 'something that is not JSON', cause);
  }
}

function parseError(error: unknown): SubgraphError {
  if (!isRecord(error) || typeof error.message !== 'string') return { message: 'The subgraph gave no reason.' };
  return {
    message: error.message,
    ...(isPath(error.path) && { path: error.path }),
    ...(isRecord(error.extensions) && { extensions: writable(error.extensions) as Data }),
  };
}

function isPath(path: unknown): path is Array<string | number> {
  return Array.isArray(path) && path.every((step) => typeof step === 'string' || typeof step === 'number');
}

function bad(name: string, status: number, what: string, cause?: unknown): TransportError {
  return new TransportError('SUBGRAPH_BAD_RESPONSE', `Subgraph "${name}" answered ${what} (status ${status}).`, {
    cause,
  });
}
