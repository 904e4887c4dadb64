import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { refusal } from './http-errors.js';

/**
 * Reads the JSON object of a POST.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_ENCODED, BODY_TOO_LARGE, BODY_TOO_SLOW, BODY_UNREADABLE
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  return parseBody(await readBodyText(request, maxBytes));
}

/**
 * Reads the text of a POST.
 * @param patience milliseconds until its last byte
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_ENCODED, BODY_TOO_LARGE, BODY_TOO_SLOW, BODY_UNREADABLE
 */
export function readBodyText(request: IncomingMessage, maxBytes: number, patience = LONGEST_BODY_MS): Promise<string> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refusal(
      'MEDIA_TYPE_UNSUPPORTED',
      `A POST must have the content type application/json; this one has ${type ? `"${type}"` : 'none'}.`,
    );
  }
  if (encoding !== 'identity')
    throw refusal('BODY_ENCODED', `The body has the content encoding "${encoding}"; it must be sent as it is.`);
  return readText(request, maxBytes, patience);
}

const LONGEST_BODY_MS = 10_000;

function readText(request: IncomingMessage, maxBytes: number, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(refusal('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`));
    if (Number(request.headers['content-length']) > maxBytes) return tooLarge();
    const tooSlow = () => reject(refusal('BODY_TOO_SLOW', `The body did not arrive within ${patience} ms.`));
    let timer: NodeJS.Timeout | undefined;
    // Most bodies come with their heads, and are there as soon as this is done.
    queueMicrotask(() => {
      if (!request.complete) timer = setTimeout(tooSlow, patience);
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    // An asynchronous iteration would cost a small request more than all the rest of it.
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else tooLarge();
    });
    request.on('end', () => {
      clearTimeout(timer);
      const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      if (isUtf8(whole)) resolve(whole.toString('utf8'));
      else reject(refusal('BODY_UNREADABLE', 'The body is not in UTF-8.'));
    });
    request.on('close', () => {
      clearTimeout(timer);
      // Every request is closed in the end; an error costs a look at the stack.
      if (!request.readableEnded) reject(new Error('The request ended before its body did.'));
    });
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
