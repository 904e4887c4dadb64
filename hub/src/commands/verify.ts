import { readFile, writeFile } from 'node:fs/promises';
import {
  type ConnectedSubgraph,
  readSavedHead,
  type SavedHead,
  saveHead,
  type Verification,
  verifyDatabase,
} from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { codeOf, HubError } from '../errors.js';
import { openDatabase, withConnected } from '../running.js';
import { Steps } from '../steps.js';

export interface VerifyFlags {
  head?: string;
  save?: string;
}

/** Holds every table of the hub against its logs, and these against a saved head; answers whether all holds. */
export async function verify({ head, save }: VerifyFlags): Promise<boolean> {
  const saved = head ? await readHeads(head) : undefined;
  const steps = new Steps(process.stderr);
  const database = await openDatabase(readHubConfig(), 'hub verify', steps, { shared: true });
  try {
    return await withConnected(database, async (subgraphs) => {
      for (const name of Object.keys(saved ?? {})) proveKnown(name, subgraphs);
      const verified: Verification[] = [];
      for (const subgraph of subgraphs) verified.push(await verifyOne(subgraph, saved?.[subgraph.name], steps));
      for (const each of verified) process.stdout.write(describeVerification(each, saved?.[each.subgraph]));
      const holds = verified.every(({ tamperings }) => tamperings.length === 0);
      if (save && holds) await saveHeads(save, subgraphs);
      return holds;
    });
  } finally {
    await database.release();
  }
}

function verifyOne(subgraph: ConnectedSubgraph, saved: SavedHead | undefined, steps: Steps): Promise<Verification> {
  return steps.run(`Verifying ${subgraph.name}`, (report) =>
    verifyDatabase(subgraph, { saved, progress: (done, total) => report({ done, total, unit: 'revisions' }) }),
  );
}

/** @throws HubError */
function proveKnown(name: string, subgraphs: ConnectedSubgraph[]): void {
  if (subgraphs.some((each) => each.name === name)) return;
  const known = subgraphs.map((each) => each.name).join(', ');
  throw new HubError('HEAD_UNREADABLE', `The saved head is of "${name}"; this hub has ${known}.`);
}

async function saveHeads(file: string, subgraphs: ConnectedSubgraph[]): Promise<void> {
  const heads = await Promise.all(subgraphs.map(({ database }) => saveHead(database)));
  await writeFile(file, `${JSON.stringify({ heads }, null, 2)}\n`);
  process.stdout.write(`The heads are saved in ${file}: keep it where this hub cannot write.\n`);
}

/** Reads one head as it is served, or several as `--save` writes them, by their subgraphs. @throws HubError */
async function readHeads(file: string): Promise<Record<string, SavedHead>> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as { heads?: unknown[] };
    const heads = (read.heads ?? [read]).map(readSavedHead);
    return Object.fromEntries(heads.map((head) => [head.subgraph, head]));
  } catch (cause) {
    const why = codeOf(cause) ?? (cause as Error).message;
    throw new HubError('HEAD_UNREADABLE', `${file} holds no saved head: ${why}.`, { cause });
  }
}

/** What was verified, and each thing that does not hold, a line each. */
export function describeVerification(
  { subgraph, leaves, entries, root, tamperings }: Verification,
  saved: SavedHead | undefined,
): string {
  const lines = tamperings.map(({ code, sentence }) => `${code}  ${subgraph}: ${sentence}\n`);
  if (lines.length > 0) return lines.join('');
  const against = saved
    ? `It begins as the head that was saved at ${saved.size} leaves.`
    : 'No saved head was given for it: a past that was written anew, log and key included, would not show.';
  return `${subgraph}: ${entries} rows of ${leaves} leaves hold; root ${root}. ${against}\n`;
}
