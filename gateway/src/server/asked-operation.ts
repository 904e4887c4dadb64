import type { IncomingMessage } from 'node:http';
import type { AskedDocument } from '../guard/documents.js';
import { isRecord } from '../record.js';

/** What a request asks, by POST or by GET, before anyone has looked at it. */
export function askedOperation({ url = '/' }: IncomingMessage, body: unknown): AskedDocument {
  if (isRecord(body)) return body;
  const query = url.indexOf('?');
  if (query === -1) return {};
  const asked = new URLSearchParams(url.slice(query));
  return {
    query: asked.get('query') ?? undefined,
    operationName: asked.get('operationName') ?? undefined,
    variables: parsed(asked.get('variables')),
    extensions: parsed(asked.get('extensions')),
    documentId: asked.get('documentId') ?? undefined,
  };
}

/** The address of a GET that says its operation in place of naming it. */
export function addressWith(url: string, query: unknown): string {
  const [path, search] = url.split('?', 2);
  const asked = new URLSearchParams(search);
  asked.delete('extensions');
  asked.delete('documentId');
  asked.set('query', String(query));
  return `${path}?${asked}`;
}

/** The address of a GET without what says nothing: an empty name of an operation, a null. */
export function plainAddress(url: string): string {
  if (!/[?&](operationName=(&|$)|(variables|extensions)=null(&|$))/.test(url)) return url;
  const [path, search] = url.split('?', 2);
  const asked = new URLSearchParams(search);
  asked.delete('operationName', '');
  asked.delete('variables', 'null');
  asked.delete('extensions', 'null');
  return `${path}?${asked}`;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
