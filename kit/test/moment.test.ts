import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

let test: TestSubgraph;
const query = '{ wells { nodes { id } } }';

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  for (const count of [1, 2, 3]) await publish(count);
});
afterAll(() => test.close());

async function publish(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-wells-'));
  const rows = Array.from({ length: count }, (_, index) => `15031,w${index},Pozo ${index}`);
  await writeFile(join(folder, 'well.csv'), `municipality_code,id,name\n${rows.join('\n')}\n`);
  const files = [{ dataset: 'well', file: 'well.csv' }];
  const source = { code: 'agency', publisher: 'Agency', title: `Wells ${count}`, files };
  await writeFile(join(folder, 'source.json'), JSON.stringify(source));
  await test.load(folder);
}

async function at(headers: Record<string, string>) {
  const { data, extensions } = await test.subgraph.execute({ query }, headers);
  const wells = data?.wells as { nodes: unknown[] };
  return { count: wells.nodes.length, revision: extensions?.revision };
}

it.each([
  ['the newest without a header', {}, 3],
  ['one revision', { 'hub-revision': '1' }, 1],
  ['the revision before the first, when nothing was published', { 'hub-revision': '0' }, 0],
  ['the newest, and says so, for a revision that is not there yet', { 'hub-revision': '9' }, 3],
  ['the newest for what is no number', { 'hub-revision': 'x' }, 3],
])('a call reads %s', async (_title, headers, revision) => {
  expect(await at(headers)).toEqual({ count: revision, revision });
});

it('a call for a known revision needs no query for it', async () => {
  await at({});
  const newest = await test.countStatements(() => at({}));
  expect(await test.countStatements(() => at({ 'hub-revision': '3' }))).toBe(newest - 1);
});
