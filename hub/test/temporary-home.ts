import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPlace } from '../src/postgres/place.js';
import { readPostmaster, serves, stopPostmaster } from '../src/postgres/postmaster.js';

const made: string[] = [];

/** The path of a home that does not exist yet. */
export function newHome(parent = tmpdir()): string {
  const path = join(parent, `cabildo-home-${randomBytes(6).toString('hex')}`);
  made.push(path);
  return path;
}

/** Ends what still runs on the homes of a test, and removes them. */
export async function removeHomes(): Promise<void> {
  for (const path of made.splice(0)) {
    const hasData = existsSync(join(path, 'postgres')) || existsSync(join(path, 'postgres.location'));
    if (hasData) await removeData((await findPlace({ path })).data);
    await rm(path, { recursive: true, force: true });
  }
}

async function removeData(data: string): Promise<void> {
  const left = readPostmaster(data);
  if (left && serves(left.pid, data)) await stopPostmaster(left.pid, data);
  await rm(dirname(data), { recursive: true });
}
