import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { findProcess, isRunning } from '../src/processes.js';
import { FROM_SOURCE, firstLine, INSTANCE_MAIN, type Report } from './instance.js';
import { newHome, removeHomes } from './temporary-home.js';

// Real servers, on machines that may be busy.
jest.setTimeout(60_000);

let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-parents-'));
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await removeHomes();
  await rm(folder, { recursive: true });
});

/** Starts an instance by `npx`, without a terminal, in a folder with nothing but a script in its package.json. */
async function startByNpx(home: string): Promise<Report> {
  const start = [process.execPath, '--import', FROM_SOURCE, INSTANCE_MAIN, home, 'here'].join(' ');
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'x', private: true, scripts: { start } }));
  child = spawn('npx', ['-y', 'pnpm@12.20.0', '--silent', 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return firstLine(child);
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    if (!isRunning(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'an instance whose npx alone is ended by %s stops, and its server with it',
  async (signal) => {
    const { pid = 0, postgres = 0 } = await startByNpx(newHome());
    expect(isRunning(postgres)).toBe(true);
    child?.kill(signal);
    expect(await gone(pid, 10_000)).toBe(true);
    expect(isRunning(postgres)).toBe(false);
  },
  60_000,
);

test('an instance that a shell started outlives the shell', async () => {
  const home = newHome();
  const command = `'${process.execPath}' --import '${FROM_SOURCE}' '${INSTANCE_MAIN}' '${home}' here & wait`;
  child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'] });
  const { pid = 0 } = await firstLine(child);
  expect(findProcess(pid)?.parent).toBe(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await gone(pid, 1_500)).toBe(false);
  process.kill(pid, 'SIGTERM');
  expect(await gone(pid, 10_000)).toBe(true);
});
