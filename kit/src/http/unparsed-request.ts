import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpErrors } from './http-errors.js';
import { plainJson } from './media-type.js';

const messages = {
  REQUEST_TOO_SLOW: 'The request did not arrive in time.',
  HEADERS_TOO_LARGE: 'The request line and headers are larger than 16 KiB. Send a long query by POST.',
  REQUEST_UNREADABLE: 'The request is not valid HTTP.',
};

/**
 * Responds to a request that Node could not parse, and closes the connection.
 * @returns the error code of the response; undefined if none can be sent
 */
export function rejectUnparsed({ code = '' }: NodeJS.ErrnoException, socket: Duplex): string | undefined {
  const errorCode = codeOf(code);
  // With pipelining, the response to the previous request may be half sent. Nothing may be written into it.
  const { _httpMessage: previous } = socket as { _httpMessage?: { readonly _headerSent: boolean } };
  if (!errorCode || !socket.writable || previous?._headerSent) {
    socket.destroy();
    return undefined;
  }
  const { http: status } = httpErrors[errorCode];
  const body = `${JSON.stringify({ errors: [{ message: messages[errorCode], extensions: { code: errorCode } }] })}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    `content-type: ${plainJson}`,
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return errorCode;
}

function codeOf(code: string): keyof typeof messages | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'REQUEST_TOO_SLOW';
  if (code === 'HPE_HEADER_OVERFLOW') return 'HEADERS_TOO_LARGE';
  // A client that disconnected in the middle of a request gets no response.
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE' ? 'REQUEST_UNREADABLE' : undefined;
}
