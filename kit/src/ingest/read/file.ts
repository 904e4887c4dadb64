import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { checkUnpacked, type UnpackingLimits } from './unpacking-limits.js';
import { UnreadableFile } from './unreadable-file.js';

/** With larger pieces, rows survive a minor garbage collection, which doubles memory and halves the speed. */
const PIECE = 32 * 1024;

/** Receives each piece of a file as it is read, packed. */
export type PackedBytes = (piece: Buffer) => void;

/** Returns the SHA-256 of the bytes of a file. `read` receives the number of bytes read. */
export async function digest(path: string, read: (bytes: number) => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    read(chunk.length);
  }
  return hash.digest('hex');
}

/**
 * Yields the contents of a file, unpacked if it is gzipped.
 * @throws UnreadableFile if the gzip is damaged or unpacks to more than the limits allow
 */
export async function* contentsOf(
  path: string,
  read: PackedBytes = () => undefined,
  limits: UnpackingLimits = {},
): AsyncGenerator<Buffer> {
  const packed = await isPacked(path);
  const file = createReadStream(path, { highWaterMark: PIECE });
  file.on('data', (chunk) => read(chunk as Buffer));
  file.pause();
  if (!packed) {
    yield* file as AsyncIterable<Buffer>;
    return;
  }
  const unpacking = createGunzip({ chunkSize: PIECE });
  file.on('error', (error) => unpacking.destroy(error));
  let bytes = 0;
  let packedBytes = 0;
  file.on('data', (chunk) => {
    packedBytes += chunk.length;
  });
  file.pause();
  try {
    for await (const piece of file.pipe(unpacking) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      checkUnpacked(file.bytesRead, bytes, limits);
      yield piece;
    }
    await requireEnd(path, packedBytes);
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('Z_')) throw error;
    throw new UnreadableFile('a damaged gzip', undefined, 'a complete gzip file', 'Download the file again.');
  } finally {
    file.destroy();
  }
}

/** Gunzip ends at the end of the packed data, whatever follows. */
async function requireEnd(path: string, read: number): Promise<void> {
  const { size } = await stat(path);
  if (read < size)
    throw new UnreadableFile(
      `${size - read} bytes after its gzip`,
      undefined,
      'a gzip file',
      'Download the file again.',
    );
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

/**
 * Passes the path of an unpacked temporary copy to `rows`. The rows of a format with random access are read from the
 * copy, so that `read` receives exactly the bytes that they come from, even if the file changes meanwhile.
 */
export async function* fromCopy<Item>(
  path: string,
  rows: (path: string) => AsyncGenerator<Item>,
  read?: PackedBytes,
  limits?: UnpackingLimits,
): AsyncGenerator<Item> {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-unpacked-'));
  try {
    const copy = join(folder, 'file');
    await pipeline(contentsOf(path, read, limits), createWriteStream(copy));
    yield* rows(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
