import { SIGNATURE_HEADER, type SigningKey, sign } from '@cabildo/kit/process';

/** A running subgraph under audit. */
export interface Audited {
  readonly url: string;
  /** The schema that it should have; undefined to take it as it is. */
  readonly sdl?: string;
  /** The key that calls are signed with; undefined if they are unsigned. */
  readonly key?: SigningKey;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined if it is no JSON object. */
  readonly json?: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly { message: string }[] };
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 8 * 1024 * 1024;

/** Sends one GraphQL request the way the gateway does. @throws Error when there is no response in time */
export async function send(
  { url, key }: Audited,
  body: object,
  {
    method = 'POST',
    path = '',
    headers = {},
  }: { method?: string; path?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const target = new URL(path === '' ? url : path, url);
  const text = method === 'GET' ? '' : JSON.stringify(body);
  const signed = { method, path: `${target.pathname}${target.search}`, body: text };
  const response = await fetch(target, {
    method,
    body: method === 'GET' ? undefined : text,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      accept: 'application/graphql-response+json, application/json',
      ...(key && { [SIGNATURE_HEADER]: sign(key, signed) }),
      ...headers,
    },
  });
  return { status: response.status, headers: response.headers, ...(await readBody(response)) };
}

async function readBody(response: Response): Promise<Pick<Reply, 'text' | 'json'>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`The response has more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? { text, json } : { text };
  } catch {
    return { text };
  }
}
