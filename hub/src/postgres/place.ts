import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { HubError } from '../errors.js';
import type { Home } from '../home.js';
import { type Account, canEnter, findAccount, isRoot } from './account.js';
import { readIfThere, writeOnce } from './once.js';
import { makeDataShelf } from './shelter.js';

/** Where a home's PostgreSQL keeps its data, and as whom it runs (undefined: as we do). */
export interface Place {
  data: string;
  account?: Account;
}

const NOTE = 'postgres.location';
/** Beside sheltered data: the home that they belong to. */
const OWNER = 'home';

const run = promisify(execFile);

/**
 * Decides where the data of a home lie: in the home itself, or, where the account that PostgreSQL runs under cannot get
 * there, below /var/lib, with a note in the home that says where.
 * @throws HubError NO_ACCOUNT, DATA_FOLDER_UNUSABLE
 */
export async function findPlace(home: Home): Promise<Place> {
  const data = await findData(home);
  if (!isRoot()) return { data: data ?? join(home.path, 'postgres') };
  if (data && existsSync(data)) return { data, account: await ownerOf(data) };
  const account = await findAccount();
  if (data) return { data, account };
  if (await canEnter(account, home.path)) return { data: join(home.path, 'postgres'), account };
  return { data: await shelter(home), account };
}

/** The data folder that an earlier start decided on. */
async function findData(home: Home): Promise<string | undefined> {
  const inside = join(home.path, 'postgres');
  if (existsSync(inside)) return inside;
  const noted = (await readIfThere(join(home.path, NOTE)))?.split('\n')[0];
  if (!noted) return undefined;
  if (await belongsToAnother(home, noted)) {
    // This home is a copy of another one that is still there: two homes never share their data.
    await rm(join(home.path, NOTE));
    return undefined;
  }
  return join(noted, 'postgres');
}

async function belongsToAnother(home: Home, shelf: string): Promise<boolean> {
  const owner = await readIfThere(join(shelf, OWNER));
  if (!owner || owner === home.path) return false;
  const theirs = await readIfThere(join(owner, NOTE));
  if (theirs?.split('\n')[0] === shelf) return true;
  await writeFile(join(shelf, OWNER), home.path); // the home was moved
  return false;
}

async function shelter(home: Home): Promise<string> {
  const shelf = await makeDataShelf(home.path);
  await writeFile(join(shelf, OWNER), home.path);
  const text = `${shelf}\nThe line above is where the data of this home lie, since the account that PostgreSQL runs under cannot get in here.\n`;
  const note = await writeOnce(join(home.path, NOTE), text, 0o600);
  if (note.won) return join(shelf, 'postgres');
  await rm(join(shelf, OWNER));
  await rmdir(shelf);
  return join(note.content.split('\n')[0] ?? shelf, 'postgres');
}

/** Data stay with the account that has them, whichever accounts a system gains later. */
async function ownerOf(data: string): Promise<Account> {
  const { uid, gid } = await stat(data);
  const account = uid === 0 ? await adopt(data) : { uid, gid };
  if (await canEnter(account, dirname(data))) return account;
  throw new HubError(
    'DATA_FOLDER_UNUSABLE',
    `PostgreSQL runs as user ${account.uid}, which cannot get into ${dirname(data)}: let others pass through it and the folders above it (chmod o+x), or move the home back to where it was.`,
  );
}

/** A home that root copied belongs to root, which PostgreSQL does not run as. */
async function adopt(data: string): Promise<Account> {
  const account = await findAccount();
  await run('chown', ['-R', `${account.uid}:${account.gid}`, data]);
  await chmod(data, 0o700);
  return account;
}
