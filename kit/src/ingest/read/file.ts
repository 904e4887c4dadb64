import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.js';

/** With larger pieces, rows survive a minor garbage collection, which doubles memory and halves the speed. */
const PIECE = 32 * 1024;

/** Returns the SHA-256 of the bytes of a file. `read` receives the number of bytes read. */
export async function digest(path: string, read: (bytes: number) => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    read(chunk.length);
  }
  return hash.digest('hex');
}

/** Yields the contents of a file, unpacked if it is gzipped. `read` receives the number of packed bytes read. */
export async function* contentsOf(
  path: string,
  read: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const packed = await isPacked(path);
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

export const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return startsWith(buffer.subarray(0, bytesRead), GZIP);
  } finally {
    await file.close();
  }
}

/** Returns the first unpacked bytes of a file. */
export async function firstOf(path: string): Promise<Buffer> {
  for await (const chunk of contentsOf(path)) return chunk;
  return Buffer.alloc(0);
}

/** Passes the path of an unpacked file to `rows`: the file itself, or, if it is gzipped, a temporary copy. */
export async function* unpacked<Item>(
  path: string,
  rows: (path: string) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  if (!(await isPacked(path))) return yield* rows(path);
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-unpacked-'));
  try {
    const whole = join(folder, 'file');
    await pipeline(contentsOf(path), createWriteStream(whole));
    yield* rows(whole);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
