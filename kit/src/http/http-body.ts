import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { refusal } from './http-errors.js';

/**
 * Reads the body of a POST and parses it as a JSON object.
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_ENCODED, BODY_TOO_LARGE, BODY_TOO_SLOW, BODY_UNREADABLE
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  return parseBody(await readBodyText(request, maxBytes));
}

/**
 * Reads the body of a POST as text.
 * @param timeout milliseconds until its last byte
 * @throws GraphQLError MEDIA_TYPE_UNSUPPORTED, BODY_ENCODED, BODY_TOO_LARGE, BODY_TOO_SLOW, BODY_UNREADABLE
 */
export function readBodyText(request: IncomingMessage, maxBytes: number, timeout = BODY_TIMEOUT_MS): Promise<string> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refusal(
      'MEDIA_TYPE_UNSUPPORTED',
      `Unsupported content type ${type ? `"${type}"` : '(none)'}. Expected application/json.`,
    );
  }
  if (encoding !== 'identity')
    throw refusal('BODY_ENCODED', `Unsupported content encoding "${encoding}". Send the body uncompressed.`);
  return readText(request, maxBytes, timeout);
}

const BODY_TIMEOUT_MS = 10_000;

function readText(request: IncomingMessage, maxBytes: number, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => reject(refusal('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`));
    if (Number(request.headers['content-length']) > maxBytes) return tooLarge();
    const tooSlow = () => reject(refusal('BODY_TOO_SLOW', `The body did not arrive within ${timeout} ms.`));
    let timer: NodeJS.Timeout | undefined;
    // Most bodies arrive together with the headers and are complete after this microtask. They need no timer.
    queueMicrotask(() => {
      if (!request.complete) timer = setTimeout(tooSlow, timeout);
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    // Events, not `for await`: for a small request the iteration would cost more than all other work.
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
      // 'close' is also emitted after 'end'. An error is only created if needed, because capturing its stack is slow.
      if (!request.readableEnded) reject(new Error('The request ended before its body did.'));
    });
  });
}

/** @throws GraphQLError BODY_UNREADABLE */
export function parseBody(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  let body: unknown;
  try {
    body = parse(text);
  } catch {
    throw refusal('BODY_UNREADABLE', 'The body is not JSON.');
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw refusal('BODY_UNREADABLE', 'The body is JSON, but not an object with a `query`.');
}
