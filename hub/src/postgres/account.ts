import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codeOf, HubError, wordsOf } from '../errors.js';

/** The system account that PostgreSQL runs under. It refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

const run = promisify(execFile);

/** PostgreSQL's usual account first: where it exists, it exists for this. */
const KNOWN = ['postgres', 'cabildo'];

/** Distributions differ in what they have: shadow (most), then BusyBox. */
const MAKERS: [command: string, ...words: string[]][] = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'cabildo'],
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', 'cabildo'],
];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An account that PostgreSQL may run under when the hub runs as root; made where the system has none.
 * @throws HubError NO_ACCOUNT
 */
export async function findAccount(): Promise<Account> {
  for (const name of KNOWN) {
    const account = await lookUp(name);
    if (account) return account;
  }
  return makeAccount();
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [user, group] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    return undefined; // id exits with 1 where there is no such account
  }
}

async function makeAccount(): Promise<Account> {
  const refusals: string[] = [];
  for (const [command, ...words] of MAKERS) {
    const refusal = await refusalOf(command, words);
    const account = await lookUp('cabildo');
    if (account) return account;
    refusals.push(refusal);
  }
  throw new HubError(
    'NO_ACCOUNT',
    `PostgreSQL refuses to run as root, there is no system account "postgres" or "cabildo", and none could be made (${refusals.join('; ')}): create one, or start Cabildo as another user.`,
  );
}

async function refusalOf(command: string, words: string[]): Promise<string> {
  try {
    await run(command, words);
    return `${command} made none`;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return `there is no ${command}`;
    return wordsOf(error);
  }
}

/**
 * Returns true if the account can enter a folder. Tested as that account, because modes are not sufficient (ACLs, mounts).
 * @throws HubError NO_ACCOUNT where this root may not become another account
 */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...account, cwd: '/' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EPERM') throw unusable(account, error);
    return false;
  }
}

function unusable(account: Account, cause: unknown): HubError {
  return new HubError(
    'NO_ACCOUNT',
    `PostgreSQL refuses to run as root, and this system does not let root run a program as user ${account.uid}: start Cabildo as another user.`,
    { cause },
  );
}
