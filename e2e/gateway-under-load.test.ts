// The gateway as a separate process, while twenty clients send requests without a pause.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from '../gateway/test/load.js';
import { type SubgraphServer, serveSubgraph } from '../gateway/test/subgraph-server.js';
import { supergraphOf, testSubgraph } from '../gateway/test/subgraphs.js';
import { NodeProcess } from './node-process.js';

const folder = mkdtempSync(join(tmpdir(), 'cabildo-under-load-'));
const file = join(folder, 'supergraph.graphql');
const whole = '200 {"data":{"town":7}}\n';
const secret = 'hunter2-'.repeat(5);
let towns: SubgraphServer;

beforeAll(async () => {
  towns = await serveSubgraph('towns', 'type Query { town: Int }', { Query: { town: () => sleep(5, 7) } });
});
afterAll(async () => {
  await towns.close();
  rmSync(folder, { recursive: true });
});

/** The same subgraph, said to have other fields as well. */
function replaceFile(more: string): void {
  const sdl = supergraphOf([testSubgraph('towns', `type Query { town: Int ${more} }`, {})]);
  writeFileSync(`${file}.new`, more === 'nonsense: Int' ? 'type Query { nothing: Int }' : sdl);
  renameSync(`${file}.new`, file);
}

async function start(env: Record<string, string> = {}) {
  const process = new NodeProcess(['gateway/dist/main.js'], {
    PORT: '0',
    SUPERGRAPH: file,
    SUBGRAPH_URLS: `towns=${towns.url}`,
    SUBGRAPH_KEYS: `towns=k:${secret}`,
    RATE_PER_SECOND: '0',
    ...env,
  });
  const [, url] = await process.says(/answers at (\S+)/);
  return { process, url: url! };
}

const linesOf = ({ output }: NodeProcess) =>
  output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

it('no request is lost while the supergraph changes, once does not load, and the process gets a signal to stop', async () => {
  replaceFile('');
  const { process, url } = await start();
  const load = new Load(url, 20);
  const supergraph = async () =>
    ((await (await fetch(`${url}health`)).json()) as { supergraph: { loadedAt: string; refused?: string } }).supergraph;
  for (const more of ['a: Int', 'a: Int b: Int', 'nonsense: Int', 'c: Int']) {
    const before = await supergraph();
    replaceFile(more);
    for (let now = before; now.refused === before.refused && now.loadedAt === before.loadedAt; ) {
      await sleep(20);
      now = await supergraph();
    }
    const metrics = await (await fetch(`${url}metrics`)).text();
    expect(metrics).toContain(`cabildo_supergraph_refused ${more === 'nonsense: Int' ? 1 : 0}`);
  }
  const count = load.count;
  while (load.count < count + 100) await sleep(5);
  expect(await process.end('SIGTERM')).toBe(0);
  await load.end();
  expect([...load.answers.keys()].sort()).toEqual([whole, 'ECONNREFUSED'].sort());

  const requests = linesOf(process).filter(({ msg }) => msg === 'request');
  expect(requests.filter(({ path }) => path === '/')).toHaveLength(load.answers.get(whole)!);
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  expect(process.output).not.toMatch(/hunter2|query Q|variables/);
}, 60_000);

it.each([
  ['without a key for its subgraphs', { SUBGRAPH_KEYS: '' }, /SUBGRAPH_KEYS/],
  ['with a key of too few characters', { SUBGRAPH_KEYS: 'towns=k:short' }, /at least 32/],
  [
    'with a key for another subgraph only',
    { SUBGRAPH_KEYS: `rivers=k:${secret}` },
    /No key signs the calls to subgraph "towns"/,
  ],
])('no gateway starts %s', async (_title, env, reason) => {
  replaceFile('');
  await expect(start(env)).rejects.toThrow(reason);
});
