import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { IsolatedPlanner, type PlanningOptions } from '../src/engine/plan/process/isolated-planner.js';
import { parseSupergraph, type Supergraph } from '../src/supergraph.js';
import { loadCase } from './conformance-case.js';
import { endlessEntry, harmfulEntry, planningParent } from './planner-harms.js';
import { supergraphOf } from './subgraphs.js';

const supergraph = parseSupergraph(supergraphOf((await loadCase('same-entity-many-places')).subgraphs));
const folder = mkdtempSync(join(tmpdir(), 'planner-'));
const entry = harmfulEntry(folder);

/** One key of the answer is two fields, of two subgraphs: the planner ends its process over it. */
const deadly = `{ events {
  id
  ... on Visit { about { label: title owner { called: name(short: true) } } }
  ... on Complaint { about { label: kind owner { called: name } } }
} }`;
const other = (n: number) => `{ events { id other${n}: __typename } }`;

const ends: string[] = [];
let planner: IsolatedPlanner;

async function start(options: PlanningOptions = {}): Promise<IsolatedPlanner> {
  ends.length = 0;
  planner = new IsolatedPlanner(supergraph, options, (how) => ends.push(how));
  await planner.ready;
  return planner;
}

const codeOf = (plan: Promise<unknown>): Promise<string> =>
  plan.then(
    () => 'planned',
    (error) => error.extensions?.code ?? error.message,
  );

afterEach(() => planner.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('an operation that ends the planner', () => {
  test('is told so, and refused from then on, while others are planned', async () => {
    await start();
    const before = [1, 2, 3].map((n) => planner.plan(other(n), undefined));
    const harm = planner.plan(deadly, undefined);
    const after = [4, 5, 6].map((n) => planner.plan(other(n), undefined));
    expect(await codeOf(harm)).toBe('PLANNER_LOST');
    expect(await Promise.all([...before, ...after].map(codeOf))).toEqual(Array(6).fill('planned'));
    expect(ends).toEqual([expect.stringMatching(/^panicked at \S+safe_merge\.rs/)]);
    await expect(planner.plan(deadly, undefined)).rejects.toMatchObject({
      message: expect.stringContaining('refused for 60 s more'),
      extensions: { code: 'PLANNER_LOST' },
    });
    expect(planner.state).toEqual({ status: 'up', restarts: 1, waiting: 0 });
  });

  test('is one of those that the planner merely cannot plan, if it only says so', async () => {
    await start();
    expect(await codeOf(planner.plan('{ nothing }', undefined))).not.toBe('PLANNER_LOST');
    expect(planner.state.restarts).toBe(0);
  });
});

describe('a planner that hangs', () => {
  test('is ended when the time of its plan is up', async () => {
    await start({ entry, timeout: 200 });
    expect(await codeOf(planner.plan('{ hanging }', undefined))).toBe('PLANNING_TIMEOUT');
    expect(await codeOf(planner.plan('{ hanging }', undefined))).toBe('PLANNING_TIMEOUT');
    expect(await codeOf(eventually(other(1)))).toBe('planned');
    expect(ends).toHaveLength(1);
  });

  test('even one that is stopped, and those that wait are not kept waiting', async () => {
    await start({ timeout: 200, maxWaiting: 2 });
    process.kill(planner.pid!, 'SIGSTOP');
    const codes = await Promise.all([1, 2, 3, 4].map((n) => codeOf(planner.plan(other(n), undefined))));
    expect(codes[0]).toBe('PLANNING_TIMEOUT');
    expect(codes.slice(1)).toEqual(Array(3).fill('PLANNER_BUSY'));
    expect(await codeOf(eventually(other(5)))).toBe('planned');
  });
});

test('a planner that cannot read the supergraph is not ready', async () => {
  const fault = async (of: Supergraph, options: PlanningOptions) => {
    planner = new IsolatedPlanner(of, options);
    const why = await planner.ready.catch((error) => error.message);
    await planner.close();
    return why;
  };
  expect(await fault({ ...supergraph, sdl: `${supergraph.sdl} # deadly` }, { entry })).toBe('SIGKILL');
  expect(await fault({ ...supergraph, sdl: 'type Query { a: Int }' }, {})).toContain('join__Graph');
});

test('a planner that takes too much memory is ended', async () => {
  const how = await new Promise<string>((resolve) => {
    planner = new IsolatedPlanner(supergraph, { maxBytes: 1_048_576 }, resolve);
    planner.ready.catch(({ message }) => resolve(message));
  });
  expect(how).toBe('took more than 1048576 bytes of memory');
});

test('a planner that cannot be started again is tried again, and who asks meanwhile is told so', async () => {
  const going = join(folder, 'going.mjs');
  copyFileSync(entry, going);
  await start({ entry: going, timeout: 100 });
  rmSync(going);
  process.kill(planner.pid!, 'SIGKILL');
  while (ends.length < 2) await sleep(5);
  expect(await codeOf(planner.plan(other(1), undefined))).toBe('PLANNER_BUSY');
  copyFileSync(entry, going);
  expect(await codeOf(eventually(other(1)))).toBe('planned');
  expect(ends.slice(0, 2)).toEqual(['SIGKILL', 'exit code 1']);
});

describe('the planner’s process', () => {
  test('has nothing of the environment', async () => {
    process.env.PLANNER_TEST_SECRET = 'hunter2';
    await start();
    delete process.env.PLANNER_TEST_SECRET;
    expect(execFileSync('ps', ['eww', String(planner.pid)], { encoding: 'utf8' })).not.toContain('hunter2');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'outlives a %s, which is its parent’s to heed',
    async (signal) => {
      await start();
      process.kill(planner.pid!, signal);
      expect(await codeOf(planner.plan(other(1), undefined))).toBe('planned');
      expect(planner.state.restarts).toBe(0);
    },
  );

  test.each([
    ['idle', undefined],
    ['in the midst of a plan without end', endlessEntry(folder)],
  ])('ends with a parent that is killed, %s', async (_title, at) => {
    await start();
    const parent = spawn(process.execPath, [planningParent(supergraph.sdl, folder, at)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    await sleep(at ? 500 : 0);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && isAlive(pid); i++) await sleep(20);
    expect(isAlive(pid)).toBe(false);
  });

  test('does not keep a parent alive that has nothing to do', async () => {
    await start();
    const parent = spawn(process.execPath, [planningParent(supergraph.sdl, folder), 'ends'], { stdio: 'ignore' });
    expect(await once(parent, 'exit')).toEqual([0, null]);
  });
});

/** Asks until the planner has started again. */
async function eventually(query: string): Promise<unknown> {
  for (;;) {
    const code = await codeOf(planner.plan(query, undefined));
    if (code !== 'PLANNER_BUSY') return code === 'planned' || Promise.reject(new Error(code));
  }
}

/** A process that has ended, but that nobody has asked after yet, is none. */
function isAlive(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}
