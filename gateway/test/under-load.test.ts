import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../src/index.js';
import { Load } from './load.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = (more: string) =>
  testSubgraph('towns', `type Query { town: Int ${more} }`, { Query: { town: () => sleep(5, 7) } });
const folder = mkdtempSync(join(tmpdir(), 'under-load-'));
const file = join(folder, 'supergraph.graphql');
afterAll(() => rmSync(folder, { recursive: true }));

function replaceFile(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

const start = (): Promise<Gateway> =>
  startGateway({
    supergraph: { file },
    connect: (name, url) => inProcess([towns('a: Int b: Int c: Int')])(name, url),
    port: 0,
    host: '127.0.0.1',
  });
const whole = '200 {"data":{"town":7}}\n';

describe('under load', () => {
  test('no request is lost while the supergraph changes and changes, and once does not load', async () => {
    writeFileSync(file, supergraphOf([towns('')]));
    const gateway = await start();
    const load = new Load(gateway.url, 20);
    const health = async () =>
      (await (await fetch(`${gateway.url}health`)).json()) as { supergraph: { loadedAt: string; refused?: string } };
    for (const more of ['a: Int', 'a: Int b: Int', 'nonsense', 'c: Int', '']) {
      const before = await health();
      replaceFile(more === 'nonsense' ? 'type Query { nothing: Int }' : supergraphOf([towns(more)]));
      const seen = async () => {
        const now = await health();
        return more === 'nonsense' ? now.supergraph.refused : now.supergraph.loadedAt !== before.supergraph.loadedAt;
      };
      while (!(await seen())) await sleep(20);
    }
    await load.end();
    expect([...load.answers.keys()]).toEqual([whole]);
    expect(load.count).toBeGreaterThan(100);
    await gateway.stop();
  });

  test('no request that was taken is lost when the gateway stops', async () => {
    writeFileSync(file, supergraphOf([towns('')]));
    const gateway = await start();
    const load = new Load(gateway.url, 20);
    while (load.count < 100) await sleep(5);
    await gateway.stop();
    while (!load.answers.has('ECONNREFUSED')) await sleep(5);
    await load.end();
    expect([...load.answers.keys()].sort()).toEqual([whole, 'ECONNREFUSED'].sort());
  });
});
