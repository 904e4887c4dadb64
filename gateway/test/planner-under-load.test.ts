import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../src/index.js';
import { harmfulEntry } from './planner-harms.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = (more = '') => testSubgraph('towns', `type Query { town: Int ${more} }`, { Query: { town: () => 7 } });
const folder = mkdtempSync(join(tmpdir(), 'planner-under-load-'));
const file = join(folder, 'supergraph.graphql');
const said: string[] = [];
/** Every process that was started from here, the newest last. */
const started: ChildProcess[] = [];
const note = (message: unknown) => void started.push((message as { process: ChildProcess }).process);
let gateway: Gateway;

beforeAll(async () => {
  subscribe('child_process', note);
  writeFileSync(file, supergraphOf([towns()]));
  const say = (message: string) => void said.push(message);
  gateway = await startGateway({
    supergraph: { file },
    connect: inProcess([towns()]),
    planning: { entry: harmfulEntry(folder), timeout: 500 },
    port: 0,
    host: '127.0.0.1',
    log: { info: say, warn: say, error: say },
  });
});
beforeEach(() => {
  said.length = 0;
});
afterAll(async () => {
  await gateway.stop();
  unsubscribe('child_process', note);
  rmSync(folder, { recursive: true });
});

async function ask(query: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: answer.status, text: await answer.text() };
}

interface Health {
  supergraph: { loadedAt: string; refused?: string };
  planner: { status: string; restarts: number };
}
const health = async () => (await (await fetch(`${gateway.url}health`)).json()) as Health;
const metric = async (line: RegExp) => Number(line.exec(await (await fetch(`${gateway.url}metrics`)).text())?.[1] ?? 0);
const isUp = async () => (await health()).planner.status === 'up';
const known = '{ town }';
const right = { status: 200, text: '{"data":{"town":7}}\n' };

test('one new operation that many ask for at once is planned once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(known)));
  for (const answer of answers) expect(answer).toEqual(right);
  expect(await metric(/^cabildo_plans_total (\d+)$/m)).toBe(1);
  expect(await metric(/^cabildo_plan_seconds_count (\d+)$/m)).toBe(1);
});

test('while it has no planner the gateway is ready, since it answers what it has planned, and says what it lacks', async () => {
  const ready = async () => {
    const answer = await fetch(`${gateway.url}ready`);
    return { status: answer.status, planner: ((await answer.json()) as Health).planner };
  };
  expect(await ready()).toEqual({ status: 200, planner: { status: 'up', restarts: 0, waiting: 0 } });
  expect(await metric(/^cabildo_planner_up (\d)$/m)).toBe(1);
  started.at(-1)!.kill('SIGKILL');
  await once(started.at(-1)!, 'exit');
  expect(await ready()).toEqual({ status: 200, planner: { status: 'starting', restarts: 1, waiting: 0 } });
  expect(await metric(/^cabildo_planner_up (\d)$/m)).toBe(0);
  expect(await ask(known)).toEqual(right);
  while (!(await isUp())) await sleep(10);
  expect(await metric(/^cabildo_planner_up (\d)$/m)).toBe(1);
});

test('while the planner is killed and killed, no known operation is lost, and a new one at most told to come again', async () => {
  const codes = new Map<string, number>();
  const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
  const end = performance.now() + 1_500;
  const isOver = () => performance.now() > end;
  const asking = async () => {
    while (!isOver()) expect(await ask(known)).toEqual(right);
  };
  const wanting = async (client: number) => {
    for (let i = 0; !isOver(); i++) {
      const { text } = await ask(`{ c${client}n${i}: town }`);
      count(JSON.parse(text).errors?.[0].extensions.code ?? 'answered');
      await sleep(2);
    }
  };
  const killing = async () => {
    while (!isOver()) {
      if (await isUp()) started.at(-1)!.kill('SIGKILL');
      await sleep(20);
    }
  };
  await Promise.all([asking(), asking(), wanting(1), wanting(2), wanting(3), killing()]);
  codes.delete('PLANNER_LOST');
  codes.delete('PLANNER_BUSY');
  expect([...codes.keys()]).toEqual(['answered']);
  while (!(await isUp())) await sleep(10);
  expect(await ask('{ after: town }')).toMatchObject({ status: 200 });
  expect((await health()).planner.restarts).toBeGreaterThan(1);
  expect(await metric(/^cabildo_planner_restarts_total (\d+)$/m)).toBe((await health()).planner.restarts);
  expect(said).toContain('The planner ended (SIGKILL) and is started again; only new operations wait for it.');
});

test('what takes too long to plan is told so, and then refused at once', async () => {
  const hanging = '{ hanging: town }';
  const [late, ...others] = await Promise.all([ask(hanging), ask(known), ask(known)]);
  expect([late!.status, late!.text]).toEqual([500, expect.stringContaining('"PLANNING_TIMEOUT"')]);
  for (const answer of others) expect(answer).toEqual(right);
  const began = performance.now();
  expect((await ask(hanging)).text).toContain('is refused for');
  expect(performance.now() - began).toBeLessThan(400);
  expect(await metric(/^cabildo_plan_failures_total\{code="PLANNING_TIMEOUT"\} (\d+)$/m)).toBe(2);
});

test('a supergraph that ends the planner leaves the last good one in place', async () => {
  const before = await health();
  writeFileSync(file, `${supergraphOf([towns('more: Int')])} # deadly`);
  while (!(await health()).supergraph.refused) await sleep(20);
  expect((await health()).supergraph).toMatchObject({
    ...before.supergraph,
    refused: expect.stringMatching(/SIGKILL/),
  });
  expect(await ask('{ still: town }')).toMatchObject({ status: 200, text: '{"data":{"still":7}}\n' });
});

test('the planner of a supergraph that was replaced ends, and that of the new one plans', async () => {
  const old = started.filter((each) => each.exitCode === null && each.signalCode === null);
  expect(old).toHaveLength(1);
  writeFileSync(file, supergraphOf([towns('more: Int')]));
  while ((await health()).supergraph.refused) await sleep(20);
  // The subgraph is still the one that has no such field, and leaves it out.
  expect((await ask('{ more }')).text).toMatch(/SUBGRAPH_INVALID_VALUE.*"data":{"more":null}/);
  while (old[0]!.signalCode === null) await sleep(5);
});

test('a gateway does not start over a supergraph that ends the planner', async () => {
  const sdl = `${supergraphOf([towns()])} # deadly`;
  const planning = { entry: harmfulEntry(folder) };
  const refused = { name: 'GatewayError', code: 'SUPERGRAPH_UNREADABLE', message: expect.stringContaining('SIGKILL') };
  await expect(
    startGateway({ supergraph: { sdl }, connect: inProcess([towns()]), planning, port: 0 }),
  ).rejects.toMatchObject(refused);
});
