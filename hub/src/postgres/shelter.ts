import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a root's hub keeps what its database account cannot reach below the home or the clone. */
const SHELTER = '/var/lib/cabildo';

/** The folder for copies of the PostgreSQL programs, one folder a version. */
export async function openBinariesShelf(): Promise<string> {
  return openForAll(join(SHELTER, 'binaries'));
}

/** A new, empty folder of its own for the data of a home. */
export async function makeDataShelf(home: string): Promise<string> {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = await mkdtemp(join(await openForAll(join(SHELTER, 'data')), `${name}-`));
  await chmod(folder, 0o711);
  return folder;
}

// Said once more by chmod, since a strict umask takes from what mkdir is given.
async function openForAll(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await chmod(SHELTER, 0o755);
  await chmod(folder, 0o755);
  return folder;
}
