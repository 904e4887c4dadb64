import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { Body } from '../cache/body.js';
import { encodedBody, worthIt } from '../cache/encoding.js';
import type { Freshness } from '../cache/freshness.js';
import type { Reply } from '../cache/reply.js';
import { isRecord } from '../record.js';

const unpack = promisify(brotliDecompress);

/** The version of the form: gateways of two versions may share a Redis. */
const FORM = 1;
const BREAK = 0x0a;

interface Head extends Omit<Reply, 'body' | 'freshness' | 'encoded'> {
  readonly form: typeof FORM;
  /** JSON has no infinity: null. */
  readonly freshness: Omit<Freshness, 'maxAge'> & { readonly maxAge: number | null };
  /** Bytes of the body before it was compressed. */
  readonly bytes: number;
  readonly br: boolean;
  /** SHA-256 of what follows the head. */
  readonly sum: string;
}

/** Serializes a response for Redis: a line of JSON, then the body, compressed if it is large enough. */
export async function writeStoredResponse(reply: Reply, freshness: Freshness): Promise<Buffer> {
  const { status, body, revisions } = reply;
  const br = body.length >= worthIt;
  const packed = br ? await encodedBody(reply, 'br') : body.bytes();
  const maxAge = Number.isFinite(freshness.maxAge) ? freshness.maxAge : null;
  const head: Head = {
    form: FORM,
    status,
    revisions,
    freshness: { ...freshness, maxAge },
    bytes: body.length,
    br,
    sum: sumOf(packed),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), packed]);
}

/**
 * @param maxBytes of the body
 * @throws Error where it is not what `writeStoredResponse` writes
 */
export async function readStoredResponse(text: unknown, maxBytes: number): Promise<Reply> {
  if (!Buffer.isBuffer(text)) throw new Error('it is no text');
  const end = text.indexOf(BREAK);
  const head = readHead(text.subarray(0, Math.max(end, 0)).toString());
  const packed = text.subarray(end + 1);
  if (head.bytes > maxBytes || sumOf(packed) !== head.sum) throw new Error('its body is not whole');
  const bytes = head.br ? await unpack(packed, { maxOutputLength: Math.max(head.bytes, 1) }) : packed;
  const { status, revisions, freshness, br } = head;
  return {
    status,
    revisions,
    body: new Body(bytes.toString()),
    freshness: { ...freshness, maxAge: freshness.maxAge ?? Number.POSITIVE_INFINITY },
    ...(br && { encoded: new Map([['br' as const, Promise.resolve(packed)]]) }),
  };
}

function readHead(text: string): Head {
  const head: unknown = JSON.parse(text);
  if (isRecord(head) && head.form === FORM && isRecord(head.freshness)) return head as unknown as Head;
  throw new Error('its head is of another form');
}

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url');
