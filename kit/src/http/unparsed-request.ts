import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpErrors } from './http-errors.js';
import { plainJson } from './media-type.js';

const messages = {
  REQUEST_TOO_SLOW: 'The request did not arrive in time.',
  HEADERS_TOO_LARGE:
    'The headers have more bytes than are accepted, the address among them: send a long query by POST.',
  REQUEST_UNREADABLE: 'This is not HTTP.',
};

/**
 * Answers what node gave up before it came to be a request, and hangs up.
 * @returns the code of the answer; undefined where nobody is there to read one
 */
export function rejectUnparsed({ code = '' }: NodeJS.ErrnoException, socket: Duplex): string | undefined {
  const told = codeOf(code);
  // One request may be bad while the answer to the one before is on its way: nothing may come in between.
  const { _httpMessage: answering } = socket as { _httpMessage?: { readonly _headerSent: boolean } };
  if (!told || !socket.writable || answering?._headerSent) {
    socket.destroy();
    return undefined;
  }
  const { http: status } = httpErrors[told];
  const body = `${JSON.stringify({ errors: [{ message: messages[told], extensions: { code: told } }] })}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    `content-type: ${plainJson}`,
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return told;
}

function codeOf(code: string): keyof typeof messages | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'REQUEST_TOO_SLOW';
  if (code === 'HPE_HEADER_OVERFLOW') return 'HEADERS_TOO_LARGE';
  // Whoever leaves in the middle of a request is told nothing.
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE' ? 'REQUEST_UNREADABLE' : undefined;
}
