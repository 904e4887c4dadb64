import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.js';

/** Rows of larger pieces outlive a collection of garbage, and are collected late: more memory, half the speed. */
const PIECE = 32 * 1024;

/** The SHA-256 of the bytes of a file, as it arrived. `read` is told how many are done. */
export async function digest(path: string, read: (bytes: number) => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    read(chunk.length);
  }
  return hash.digest('hex');
}

/** The contents of a file, unpacked where it is gzipped. `read` is told how many bytes of the file itself are done. */
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

/** What a file begins with, unpacked. */
export async function firstOf(path: string): Promise<Buffer> {
  for await (const chunk of contentsOf(path)) return chunk;
  return Buffer.alloc(0);
}

/**
 * The path of a file that can be read from any place in it: itself, or, where it is gzipped, what is in it, for as long
 * as rows are read.
 */
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
