import type { IncomingMessage } from 'node:http';
import { parseExact } from '../exact-json.js';
import type { RequestedDocument } from '../guard/documents.js';
import { isRecord } from '../record.js';

/** Returns the parameters of a GraphQL request, from the body of a POST or the query string of a GET, unchecked. */
export function readOperationRequest({ url = '/' }: IncomingMessage, body: unknown): RequestedDocument {
  if (isRecord(body)) return body;
  const search = url.indexOf('?');
  if (search === -1) return {};
  const parameters = new URLSearchParams(url.slice(search));
  return {
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: parseParameter(parameters.get('variables')),
    extensions: parseParameter(parameters.get('extensions')),
    documentId: parameters.get('documentId') ?? undefined,
  };
}

/** Returns the URL of a GET with the operation's text in place of its id or hash. */
export function urlWithQuery(url: string, query: unknown): string {
  const [path, search] = url.split('?', 2);
  const parameters = new URLSearchParams(search);
  parameters.delete('extensions');
  parameters.delete('documentId');
  parameters.set('query', String(query));
  return `${path}?${parameters}`;
}

/** Returns the URL of a GET without parameters that mean "absent": an empty operationName, variables=null, extensions=null. */
export function withoutEmptyParameters(url: string): string {
  if (!/[?&](operationName=(&|$)|(variables|extensions)=null(&|$))/.test(url)) return url;
  const [path, search] = url.split('?', 2);
  const parameters = new URLSearchParams(search);
  parameters.delete('operationName', '');
  parameters.delete('variables', 'null');
  parameters.delete('extensions', 'null');
  return `${path}?${parameters}`;
}

function parseParameter(text: string | null): unknown {
  try {
    return text === null ? undefined : parseExact(text);
  } catch {
    return undefined;
  }
}
