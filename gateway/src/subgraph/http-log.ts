import type { Dispatcher } from 'undici';
import type { CallBounds } from './http-call.js';
import { type LogAnswer, TransportError } from './transport.js';

/** Maximum bytes of a response: a leaf or a row, and about 40 hashes. */
const largest = 4 * 1024 * 1024;

/** Requests a path of a subgraph's log over HTTP. @throws TransportError */
export async function askLog(
  dispatcher: Dispatcher,
  call: { readonly path: string; readonly headers: Record<string, string> },
  name: string,
  { timeout }: CallBounds,
): Promise<LogAnswer> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const { statusCode: status, body } = await dispatcher.request({ ...call, method: 'GET', signal });
    return { status, body: parsed(await bounded(body, name)) };
  } catch (cause) {
    if (cause instanceof TransportError) throw cause;
    throw new TransportError('SUBGRAPH_UNREACHABLE', `The log of subgraph "${name}" could not be reached.`, { cause });
  }
}

async function bounded(body: AsyncIterable<Buffer>, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > largest)
      throw new TransportError(
        'SUBGRAPH_RESPONSE_TOO_LARGE',
        `The log of "${name}" returned more than ${largest} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Returns undefined if the body is not JSON: a subgraph without a log may respond with any page. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
