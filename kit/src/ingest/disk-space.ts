import { statfs } from 'node:fs/promises';

/** Bytes that stay free for the write-ahead log and for other publications. Without them PostgreSQL would stop. */
const RESERVE = 64 * 1024 * 1024;
/** A published row takes about this many times the bytes of its text: the table, its indexes, the log of rows, and WAL. */
const TIMES = 6;

/** The disk of the database has too little space for a publication. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/**
 * Checks that the disk of the database has space for rows of so many bytes of text.
 * @param folder a folder on that disk; undefined if the database is on another machine
 * @throws DiskFullError
 */
export async function requireSpace(folder: string | undefined, bytes: number): Promise<void> {
  if (folder === undefined) return;
  const { bavail, bsize } = await statfs(folder);
  const needed = RESERVE + TIMES * bytes;
  if (bavail * bsize >= needed) return;
  const megabytes = (count: number) => Math.ceil(count / 1_000_000);
  throw new DiskFullError(
    `The disk of the database has ${megabytes(bavail * bsize)} MB free, and this publication needs ${megabytes(needed)} MB. Nothing was changed. Free some space, or publish less at once.`,
  );
}

/** Returns whether an error says that a disk is full: of the operating system, of PostgreSQL, or ours. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof DiskFullError || code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}
