import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSubgraph, ingest, readSourceDescription } from '@cabildo/kit';
import { countStatements, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { ReadCache } from '../src/database/read-cache.js';
import { wells } from './wells.js';

const QUERY = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Well { id name } } }';
const variables = { r: ['w0', 'w1', 'w2'].map((id) => ({ __typename: 'Well', id })) };

let test: TestSubgraph;
let unkept: ConnectedSubgraph;
let folder: string;

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  unkept = await wells.connect({ dsn: { write: test.dsn }, readCacheBytes: 0 });
  folder = await mkdtemp(join(tmpdir(), 'cabildo-kept-'));
  await publish('Uno', 'Dos');
});
afterAll(async () => {
  await unkept.close();
  await test.close();
  await rm(folder, { recursive: true });
});

async function publish(...names: string[]) {
  const file = join(folder, 'wells.csv');
  await writeFile(file, `municipality_code,id,name\n${names.map((name, at) => `15031,w${at},${name}`).join('\n')}\n`);
  const source = readSourceDescription(JSON.stringify({ code: 'a', publisher: 'A', title: 'Wells' }), 'source.json');
  return ingest(test.subgraph.database, { dataset: wells.datasets[0]!, files: [file], source, publishedBy: 'tester' });
}

const names = async (subgraph: ConnectedSubgraph, headers = {}) => {
  const { data, errors } = await subgraph.execute({ query: QUERY, variables }, headers);
  expect(errors).toBeUndefined();
  return (data as { _entities: ({ name: string } | null)[] })._entities.map((well) => well?.name);
};

/** Counts the statements besides the one that finds the revision. */
const statements = async (subgraph: ConnectedSubgraph) => (await countStatements(subgraph, () => names(subgraph))) - 1;

describe('a value read at a revision', () => {
  it('is read once per revision', async () => {
    expect(await names(test.subgraph)).toEqual(['Uno', 'Dos', undefined]);
    expect(await statements(test.subgraph)).toBe(0);
    await publish('Uno', 'Two', 'Tres');
    expect(await names(test.subgraph)).toEqual(['Uno', 'Two', 'Tres']);
    expect(await names(test.subgraph, { 'hub-revision': '1' })).toEqual(['Uno', 'Dos', undefined]);
  });

  it('is read each time if the cache is disabled, with the same result', async () => {
    expect(await names(unkept)).toEqual(await names(test.subgraph));
    expect(await statements(unkept)).toBe(1);
    expect(await statements(unkept)).toBe(1);
    expect(unkept.database.readCache.bytes).toBe(0);
  });
});

describe('the read cache', () => {
  const reader = {};
  const text = 'x'.repeat(1000);

  it('evicts the least recently used entries by size', () => {
    const kept = new ReadCache(3_500);
    for (const revision of [1, 2, 3]) kept.at(revision, reader, '').store([['a', [{ text }]]]);
    expect(kept.at(1, reader, '').get('a')).toBeDefined();
    kept.at(4, reader, '').store([['a', [{ text }]]]);
    expect([1, 2, 3, 4].map((revision) => kept.at(revision, reader, '').get('a') !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(kept.bytes).toBeLessThanOrEqual(3_500);
  });

  it('does not store a value above its limit', () => {
    const kept = new ReadCache(500);
    kept.at(1, reader, '').store([['a', text]]);
    expect([kept.at(1, reader, '').get('a'), kept.bytes]).toEqual([undefined, 0]);
  });

  it('separates readers and arguments', () => {
    const kept = new ReadCache(10_000);
    kept.at(1, reader, 'one').store([['a', 1]]);
    expect(kept.at(1, reader, 'two').get('a')).toBeUndefined();
    expect(kept.at(1, {}, 'one').get('a')).toBeUndefined();
    expect(kept.at(1, reader, 'one').get('a')).toBeDefined();
  });
});
