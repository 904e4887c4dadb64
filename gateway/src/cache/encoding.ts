import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding, Reply } from './reply.js';

const zip = promisify(gzip);
const brotli = promisify(brotliCompress);
/** The best compression takes twenty times as long as this and saves a tenth. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const encoders: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => brotli(body, quality),
  gzip: (body) => zip(body),
};

/** Bytes of a body below which compressing it saves nothing. */
export const worthIt = 1024;

/** The encoding for a client's Accept-Encoding; undefined: as it is. Only what is kept is compressed, once. */
export function encodingFor({ freshness, body }: Reply, accepted: string | undefined): Encoding | undefined {
  if (!freshness || !accepted || body.length < worthIt) return undefined;
  return (['br', 'gzip'] as const).find((encoding) => accepts(accepted, encoding));
}

function accepts(accepted: string, encoding: Encoding): boolean {
  return accepted.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

export function encodedBody(reply: Reply, encoding: Encoding): Promise<Buffer> {
  reply.encoded ??= new Map();
  let body = reply.encoded.get(encoding);
  if (!body) {
    body = encoders[encoding](reply.body.bytes());
    reply.encoded.set(encoding, body);
  }
  return body;
}
