import { type StatsListener, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { GatewayError } from '../errors.js';

/** Milliseconds between polls. File-system notifications miss files that are replaced, mounted, or on a network. */
const interval = 250;

/** @throws GatewayError SUPERGRAPH_UNREADABLE */
export async function readSupergraphFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new GatewayError('SUPERGRAPH_UNREADABLE', `The supergraph file ${file} ${why}.`, { cause });
  }
}

/** Calls the function when the file may have changed. Returns a function to stop. */
export function watchSupergraphFile(file: string, changed: () => void): () => void {
  const listener: StatsListener = () => changed();
  watchFile(file, { interval, persistent: false }, listener);
  return () => unwatchFile(file, listener);
}
