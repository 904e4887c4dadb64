import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../contenders');

/** The other gateways are installed when they are first measured, not by whoever installs the hub. */
export async function installContenders(): Promise<void> {
  if (existsSync(join(folder, 'node_modules/@apollo/gateway'))) return;
  process.stderr.write('Installing the other gateways …\n');
  const { status } = spawnSync('npx', ['-y', 'pnpm@12.20.0', 'install', '--frozen-lockfile'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The other gateways could not be installed in ${folder}.`);
}
