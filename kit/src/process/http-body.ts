import type { IncomingMessage } from 'node:http';
import { refusal } from './http-errors.js';

/**
 * Reads the JSON object of a POST.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_UNREADABLE
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  return parseBody(await readBodyText(request, maxBytes));
}

/**
 * Reads the text of a POST.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE
 */
export async function readBodyText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refusal(
      'MEDIA_TYPE_UNSUPPORTED',
      `A POST must have the content type application/json; this one has ${type ? `"${type}"` : 'none'}.`,
    );
  }
  return readText(request, maxBytes);
}

function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(refusal('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`));
    if (Number(request.headers['content-length']) > maxBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let bytes = 0;
    // An asynchronous iteration would cost a small request more than all the rest of it.
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else tooLarge();
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('The request ended before its body did.')));
  });
}

/** @throws GraphQLError BODY_UNREADABLE */
export function parseBody(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw refusal('BODY_UNREADABLE', 'The body is not JSON.');
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw refusal('BODY_UNREADABLE', 'The body is JSON, but not an object with a `query`.');
}
