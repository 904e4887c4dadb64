import { readFile } from 'node:fs/promises';
import {
  lostRevisions as findLost,
  type LostRevision,
  type Receipt,
  readSavedHead,
  type SavedHead,
} from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { codeOf, HubError } from '../errors.js';
import { openDatabase, withConnected } from '../running.js';
import { Steps } from '../steps.js';

type Evidence = SavedHead | Receipt;

/** Prints the revisions of saved heads or receipts that the logs no longer have. Returns true if there are none. */
export async function lostRevisions(file: string): Promise<boolean> {
  const evidence = await readEvidence(file);
  const steps = new Steps(process.stderr);
  const database = await openDatabase(readHubConfig(), 'hub revisions', steps, { shared: true, signs: false });
  try {
    return await withConnected(database, async (connected) => {
      let complete = true;
      for (const each of evidence) {
        const subgraph = connected.find(({ name }) => name === each.subgraph);
        const lost = subgraph ? await findLost(subgraph.database, each) : [];
        if (!subgraph || lost.length > 0) complete = false;
        process.stdout.write(subgraph ? describe(each, lost) : `${each.subgraph}: there is no such subgraph here.\n`);
      }
      return complete;
    });
  } finally {
    await database.release();
  }
}

function describe({ subgraph, size }: Evidence, lost: readonly LostRevision[]): string {
  if (lost.length === 0) return `${subgraph}: nothing was lost; the log still has all ${size} leaves.\n`;
  return lost
    .map(({ revision, leaf, replaced }) => {
      const what = revision === undefined ? `leaf ${leaf}` : `revision ${revision}`;
      return `${subgraph}: ${what} was lost${replaced ? '; another one is in its place' : ''}. Publish its files again.\n`;
    })
    .join('');
}

/** @throws HubError HEAD_UNREADABLE */
async function readEvidence(file: string): Promise<Evidence[]> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as { heads?: unknown[]; receipt?: unknown };
    if (read.receipt) return [readReceipt(read.receipt)];
    return (read.heads ?? [read]).map(readSavedHead);
  } catch (cause) {
    const why = codeOf(cause) ?? (cause as Error).message;
    throw new HubError('HEAD_UNREADABLE', `${file} has neither a saved head nor a receipt: ${why}.`, { cause });
  }
}

function readReceipt(value: unknown): Receipt {
  const { subgraph, revision, root, size } = Object(value) as Partial<Receipt>;
  if (typeof subgraph === 'string' && typeof root === 'string' && Number.isInteger(revision) && Number.isInteger(size))
    return value as Receipt;
  throw new Error('expected a receipt with subgraph, revision, root and size');
}
