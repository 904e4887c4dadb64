import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { codeOf, diskFull, HubError, wordsOf } from './errors.js';

/** The folder of all files of a hub. */
export interface Home {
  /** Absolute, without symbolic links: one folder has one path. */
  readonly path: string;
}

/**
 * Opens the folder `path`, and makes it where it does not exist.
 * @throws HubError HOME_NOT_WRITABLE, DISK_FULL
 */
export async function openHome(path: string): Promise<Home> {
  const folder = resolve(path);
  try {
    await make(folder);
    await proveWritable(folder);
    return { path: await realpath(folder) };
  } catch (error) {
    throw refusal(folder, error);
  }
}

// Node's own recursive mkdir never returns where a parent exists and takes no folders, as in /proc.
async function make(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (!existsSync(parent)) await make(parent);
  try {
    await mkdir(folder, { mode: newFolderMode() });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

// As root, PostgreSQL runs under another account, which must pass through this folder without reading it.
function newFolderMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700;
}

// Permission bits are not sufficient (root, read-only mounts, quotas): only a write shows it.
async function proveWritable(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomBytes(6).toString('hex')}`);
  await writeFile(probe, 'x', { flag: 'wx' });
  await rm(probe);
}

function refusal(folder: string, cause: unknown): HubError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, cause);
  return new HubError(
    'HOME_NOT_WRITABLE',
    `Cabildo cannot write to its home ${folder} (${code ?? wordsOf(cause)}): make it writable, or set CABILDO_HOME to another folder.`,
    { cause },
  );
}
