import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf, HubError, sayingOf } from '../errors.js';
import { isRunning } from '../processes.js';
import type { Binaries } from './binaries.js';
import { diagnose } from './diagnosis.js';
import { readIfThere } from './once.js';
import { ROLE } from './password.js';
import type { Place } from './place.js';

const run = promisify(execFile);

/**
 * The builtin C.UTF-8 is the same on every system and never changes with one, so indexes stay right; a query that wants
 * Spanish order says COLLATE "es-x-icu". The C library's LC_CTYPE still decides for pg_trgm whether ñ is a letter, so
 * it must be a UTF-8 one; systems differ in which they have, and plain C is the last resort.
 */
const LETTERS = ['C.UTF-8', 'en_US.UTF-8', 'C'];
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
const ACCESS = ['--auth=scram-sha-256', `--username=${ROLE}`, '--no-instructions'];

export interface ClusterOptions {
  binaries: Binaries;
  place: Place;
  password: string;
  /** False for data that may be lost with the machine's power: spares the wait for the disk. */
  durable: boolean;
}

/**
 * Makes a place's data folder, whole or not at all, unless it is there. Several may try at the same moment.
 * @returns whether this call made it
 */
export async function ensureCluster(options: ClusterOptions): Promise<boolean> {
  const { data } = options.place;
  await removeDrafts(data);
  const made = !existsSync(join(data, 'PG_VERSION')) && (await make(options));
  if (!made) await checkVersion(data, options.binaries);
  return made;
}

async function make(options: ClusterOptions): Promise<boolean> {
  const { data } = options.place;
  const draft = `${data}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await initialise(draft, options);
    await rename(join(draft, 'data'), data);
    return true;
  } catch (error) {
    // Another start made it in the meantime.
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function initialise(draft: string, options: ClusterOptions): Promise<void> {
  const { account } = options.place;
  const passwordCopy = join(draft, 'password');
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordCopy, options.password, { mode: 0o600 });
  if (account) await Promise.all([draft, passwordCopy].map((path) => chown(path, account.uid, account.gid)));
  const words = [`--pgdata=${join(draft, 'data')}`, `--pwfile=${passwordCopy}`, ...LOCALE, ...ACCESS];
  if (!options.durable) words.push('--no-sync');
  for (const letters of LETTERS) {
    const refusal = await initdb(options, [...words, `--lc-ctype=${letters}`]);
    if (refusal === undefined) return;
    if (!refusal.includes('invalid locale')) throw diagnose('initdb', refusal, options.place.data);
  }
}

/** The error of initdb; undefined if it succeeded. */
async function initdb({ binaries, place }: ClusterOptions, words: string[]): Promise<string | undefined> {
  try {
    await run(binaries.initdb, words, { ...place.account, cwd: '/', env: { LC_ALL: 'C' } });
    return undefined;
  } catch (error) {
    return sayingOf(error);
  }
}

/** What a start that was killed left behind. */
async function removeDrafts(data: string): Promise<void> {
  const prefix = `${basename(data)}.new-`;
  for (const name of await readdir(dirname(data))) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number(name.slice(prefix.length).split('-')[0]);
    if (!isRunning(maker)) await removeDraft(join(dirname(data), name));
  }
}

async function removeDraft(draft: string): Promise<void> {
  try {
    await rm(draft, { recursive: true, force: true });
  } catch (error) {
    // The initdb of a start that was killed goes on writing for a moment: a later start removes the rest.
    if (codeOf(error) !== 'ENOTEMPTY') throw error;
  }
}

async function checkVersion(data: string, { major }: Binaries): Promise<void> {
  const found = (await readIfThere(join(data, 'PG_VERSION')))?.trim();
  if (found === major) return;
  const made = found ? `was made by PostgreSQL ${found}` : 'holds something else than PostgreSQL data';
  throw new HubError(
    found ? 'DATA_VERSION' : 'DATA_FOLDER_UNUSABLE',
    `${data} ${made}, and this is PostgreSQL ${major}: start the version of Cabildo that made it, or set CABILDO_HOME to another folder.`,
  );
}
