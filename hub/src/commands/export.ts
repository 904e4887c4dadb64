import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ConnectedSubgraph, exportLog } from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { HubError } from '../errors.js';
import { openDatabase, withConnected } from '../running.js';
import { Steps } from '../steps.js';

export interface ExportFlags {
  out?: string;
}

/** Writes the logs of subgraphs, all of them where none is named, with every row that they ever had. */
export async function exportLogs(names: readonly string[], { out }: ExportFlags): Promise<void> {
  const steps = new Steps(process.stderr);
  const database = await openDatabase(readHubConfig(), 'hub export', steps, { shared: true, signs: false });
  try {
    await withConnected(database, async (connected) => {
      const chosen = names.length > 0 ? names.map((name) => find(connected, name)) : connected;
      const sink: Writable = out ? createWriteStream(out) : process.stdout;
      await pipeline(Readable.from(linesOf(chosen)), sink, { end: sink !== process.stdout });
    });
  } finally {
    await database.release();
  }
}

async function* linesOf(subgraphs: readonly ConnectedSubgraph[]): AsyncGenerator<string> {
  for (const subgraph of subgraphs) yield* exportLog(subgraph);
}

function find(subgraphs: readonly ConnectedSubgraph[], name: string): ConnectedSubgraph {
  const found = subgraphs.find((each) => each.name === name);
  if (found) return found;
  const known = subgraphs.map((each) => each.name).join(', ');
  throw new HubError('BAD_FLAG', `There is no subgraph "${name}" to export; there are ${known}.`);
}
