import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { codeOf } from '../errors.js';

/**
 * Writes `content` to a file that does not exist yet, whole or not at all.
 * Of several processes that try at the same moment, one wins and all read what it wrote.
 */
export async function writeOnce(
  path: string,
  content: string,
  mode: number,
): Promise<{ content: string; won: boolean }> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, content, { mode, flag: 'wx' });
  try {
    await link(draft, path);
    return { content, won: true };
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return { content: await readFile(path, 'utf8'), won: false };
  } finally {
    await rm(draft);
  }
}

/** The text of a file, or undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
