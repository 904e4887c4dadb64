import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Home } from '../home.js';
import type { Binaries } from './binaries.js';
import { writeOnce } from './once.js';
import type { Place } from './place.js';

/** The one role that a new cluster has. */
export const ROLE = 'cabildo';

export interface Password {
  value: string;
  /** There was none before. */
  isNew: boolean;
}

export function passwordFile(home: Home): string {
  return join(home.path, 'postgres.password');
}

/** The password of a home's PostgreSQL: random, made once, readable by the home's owner alone. */
export async function homePassword(home: Home): Promise<Password> {
  const made = await writeOnce(passwordFile(home), `${randomBytes(24).toString('base64url')}\n`, 0o600);
  return { value: made.content.trim(), isNew: made.won };
}

/** Gives the data a new password, by PostgreSQL's single-user mode; no server may run on them. */
export async function resetPassword(binaries: Binaries, { data, account }: Place, password: string): Promise<void> {
  const options = { ...account, cwd: '/', env: { LC_ALL: 'C' } };
  const single = spawn(binaries.postgres, ['--single', '-D', data, 'postgres'], {
    ...options,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Base64url has nothing that SQL would need quoted.
  single.stdin.end(`ALTER ROLE ${ROLE} PASSWORD '${password}'\n`);
  await once(single, 'close');
}
