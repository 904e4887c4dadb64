import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.js';

export type Format = 'csv' | 'json' | 'ndjson' | 'xlsx';

/** Rows of larger pieces outlive a collection of garbage, and are collected late: more memory, half the speed. */
const PIECE = 32 * 1024;

/** The SHA-256 of the bytes of a file, as it arrived. */
export async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** The contents of a file, unpacked where it is gzipped. `read` is told how many bytes of the file itself are done. */
export async function* contentsOf(
  path: string,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const packed = startsWith(await firstBytes(path), GZIP);
  const file = createReadStream(path, { highWaterMark: PIECE });
  file.on('data', (chunk) => read(chunk.length));
  file.pause();
  if (!packed) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const unpacked = createGunzip({ chunkSize: PIECE });
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* file.pipe(unpacked) as AsyncIterable<Buffer>;
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('Z_')) throw error;
    throw new UnreadableFile('a broken gzip', undefined, 'a whole gzip file', 'Fetch the file again.');
  } finally {
    file.destroy();
  }
}

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

/** What a file is, by what it begins with; its name only tells JSON lines from JSON. */
export async function formatOf(path: string): Promise<Format> {
  const bytes = await firstBytes(path);
  if (startsWith(bytes, OLD_OFFICE))
    throw new UnreadableFile('an XLS or DOC of before 2007', undefined, 'XLSX, CSV or JSON', 'Save it as XLSX.');
  if (startsWith(bytes, ZIP)) return 'xlsx';
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path)) return 'ndjson';
  return /^[\s\ufeff]*[[{]/.test((await firstContents(path)).toString('utf8')) ? 'json' : 'csv';
}

async function firstContents(path: string): Promise<Buffer> {
  for await (const chunk of contentsOf(path)) return chunk.subarray(0, 1024);
  return Buffer.alloc(0);
}

const startsWith = (bytes: Buffer, mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
