import type { IncomingMessage } from 'node:http';
import type { AskedOperation } from '../guard/operation-guard.js';
import { isRecord } from '../record.js';

/** What a request asks, by POST or by GET, before anyone has looked at it. */
export function askedOperation({ url = '/' }: IncomingMessage, body: unknown): AskedOperation {
  if (isRecord(body)) return body;
  const query = url.indexOf('?');
  if (query === -1) return {};
  const asked = new URLSearchParams(url.slice(query));
  return {
    query: asked.get('query') ?? undefined,
    operationName: asked.get('operationName') ?? undefined,
    variables: parsed(asked.get('variables')),
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
