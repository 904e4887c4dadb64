import type { IncomingMessage } from 'node:http';
import { refusal } from './http-errors.js';

/**
 * Reads the JSON object of a POST.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_UNREADABLE
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refusal(
      'MEDIA_TYPE_UNSUPPORTED',
      `A POST must have the content type application/json; this one has ${type ? `"${type}"` : 'none'}.`,
    );
  }
  return parseBody(await readText(request, maxBytes));
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () => refusal('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`);
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw refusal('BODY_UNREADABLE', 'The body is not JSON.');
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw refusal('BODY_UNREADABLE', 'The body is JSON, but not an object with a `query`.');
}
