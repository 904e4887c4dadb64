import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  type ConnectedSubgraph,
  logsOf,
  type SavedHead,
  type Verification,
  type VerifyOptions,
  verifyDatabase,
  verifyExport,
  verifyResponse,
} from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { codeOf, HubError } from '../errors.js';
import { openDatabase, withConnected } from '../running.js';
import { readHeads, saveHeads } from '../saved-heads.js';
import { Steps } from '../steps.js';
import { subgraphs } from '../subgraphs.js';
import { describeAnswer, describeVerification } from '../verification-report.js';

export interface VerifyFlags {
  head?: string;
  save?: string;
  /** The address of the logs that prove a response. */
  from?: string;
  /** Keys that took the place of lost ones. */
  trustKey?: string[];
}

/** PostgreSQL's code of a table that does not exist. */
const NO_TABLE = '42P01';

type Heads = Readonly<Record<string, SavedHead>>;
type Trust = { readonly saved: Heads; readonly trusted?: readonly string[] };

/** Verifies an export, a response or, without a file, the tables of the hub. Returns true if nothing was changed. */
export async function verify(file: string | undefined, { head, save, from, trustKey }: VerifyFlags): Promise<boolean> {
  const trust: Trust = { saved: head ? await readHeads(head) : {}, trusted: trustKey };
  if (!file) return verifyHub(trust, save);
  if (save) throw new HubError('BAD_FLAG', '--save is for the tables of the hub: leave out the file.');
  if (await isExport(file)) return verifyLines(file, trust);
  return verifyAnswerFile(file, trust, from ?? `http://localhost:${readHubConfig().PORT}`);
}

async function verifyHub({ saved, trusted }: Trust, save: string | undefined): Promise<boolean> {
  const steps = new Steps(process.stderr);
  const database = await openDatabase(readHubConfig(), 'hub verify', steps, { shared: true, signs: false });
  try {
    return await withConnected(database, async (connected) => {
      const verified: Verification[] = [];
      for (const subgraph of connected)
        verified.push(await verifyOne(subgraph, { saved: saved[subgraph.name], trusted }, steps));
      const missing = headsLeft(verified, saved);
      for (const name of missing)
        process.stdout.write(`HEAD_DIFFERS  ${name}: a head of it was saved, and it is not here.\n`);
      const holds = tell(verified, saved) && missing.length === 0;
      if (save && holds) await saveHeads(save, connected);
      return holds;
    });
  } catch (cause) {
    if (codeOf(cause) !== NO_TABLE) throw cause;
    throw new HubError('NO_LOG', 'This hub has no log yet: start it once, and its tables are brought up to date.', {
      cause,
    });
  } finally {
    await database.release();
  }
}

function verifyOne(subgraph: ConnectedSubgraph, trust: VerifyOptions, steps: Steps): Promise<Verification> {
  return steps.run(`Verifying ${subgraph.name}`, (report) =>
    verifyDatabase(subgraph, { ...trust, progress: (done, total) => report({ done, total, unit: 'revisions' }) }),
  );
}

async function verifyLines(file: string, trust: Trust): Promise<boolean> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const verified = await verifyExport(lines, trust);
  // An export may be of some subgraphs only.
  for (const name of headsLeft(verified, trust.saved))
    process.stdout.write(`${name}: its log is not in ${file}, and its saved head was not looked at.\n`);
  return tell(verified, trust.saved);
}

function tell(verified: readonly Verification[], saved: Heads): boolean {
  for (const each of verified) process.stdout.write(describeVerification(each, saved[each.subgraph]));
  return verified.every(({ tamperings }) => tamperings.length === 0);
}

const headsLeft = (verified: readonly Verification[], saved: Heads): string[] =>
  Object.keys(saved).filter((name) => !verified.some(({ subgraph }) => subgraph === name));

async function verifyAnswerFile(file: string, trust: Trust, from: string): Promise<boolean> {
  const { data } = await readAnswer(file);
  const catalogues = subgraphs.map(({ subgraph: { name, datasets } }) => ({ name, datasets }));
  const verified = await verifyResponse(data, catalogues, logsOf(from), trust);
  process.stdout.write(describeAnswer(verified, trust.saved));
  return verified.proven > 0 && verified.tamperings.length === 0;
}

async function isExport(path: string): Promise<boolean> {
  const beginning = '{"head":';
  try {
    const file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(beginning.length)).finally(() => file.close());
    return buffer.toString() === beginning;
  } catch (cause) {
    throw unreadable(path, codeOf(cause) ?? String(cause), cause);
  }
}

/** @throws HubError FILE_UNREADABLE */
async function readAnswer(path: string): Promise<{ data: unknown }> {
  let read: unknown;
  try {
    read = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw unreadable(path, 'it is neither an export nor JSON', cause);
  }
  if (typeof read === 'object' && read !== null && 'data' in read) return { data: read.data };
  throw unreadable(path, 'it has no "data", as an answer of the hub has');
}

const unreadable = (path: string, why: string, cause?: unknown) =>
  new HubError('FILE_UNREADABLE', `${path} cannot be verified (${why}): name an export or an answer.`, { cause });
