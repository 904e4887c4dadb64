import { readFile, writeFile } from 'node:fs/promises';
import { type ConnectedSubgraph, readSavedHead, type SavedHead, saveHead } from '@cabildo/kit';
import { codeOf, HubError } from './errors.js';

/** Writes the newest heads into a file that `readHeads` reads. */
export async function saveHeads(file: string, subgraphs: readonly ConnectedSubgraph[]): Promise<void> {
  const heads = await Promise.all(subgraphs.map(({ database }) => saveHead(database)));
  await writeFile(file, `${JSON.stringify({ heads }, null, 2)}\n`);
  process.stdout.write(`The heads are saved in ${file}: keep it where this hub cannot write.\n`);
}

/**
 * Reads one head as it is served, or several as `saveHeads` writes them, by their subgraphs.
 * @throws HubError HEAD_UNREADABLE
 */
export async function readHeads(file: string): Promise<Record<string, SavedHead>> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as { heads?: unknown[] };
    const heads = (read.heads ?? [read]).map(readSavedHead);
    return Object.fromEntries(heads.map((head) => [head.subgraph, head]));
  } catch (cause) {
    const why = codeOf(cause) ?? (cause as Error).message;
    throw new HubError('HEAD_UNREADABLE', `${file} holds no saved head: ${why}.`, { cause });
  }
}
