import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestSubgraph } from '@cabildo/kit/testing';
import { ask, open, realPackages } from './world.js';

let test: TestSubgraph;
let folder: string;

beforeAll(async () => {
  test = await open(realPackages);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-history-'));
  await cp('data/ogp-compromisos', folder, { recursive: true });
  const file = join(folder, 'commitment.csv');
  await writeFile(file, (await readFile(file, 'utf8')).replace('area of Everyday Justice', 'area of everyday justice'));
  await test.load(folder);
}, 60_000);
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

it('a commitment shows every wording that it had, and who published each', async () => {
  const fields = 'title source { code fileName } line recordedBy { number publishedBy dataset } closedBy { number }';
  const { commitment } = await ask(
    test,
    `{ commitment(id: "ogp-edomex-everyday-justice") { title history { ${fields} } } }`,
  );
  const [now, before] = commitment.history;
  expect(commitment.history).toHaveLength(2);
  expect([now.title, before.title]).toEqual([commitment.title, commitment.title.replace('everyday j', 'Everyday J')]);
  expect(now).toMatchObject({
    closedBy: null,
    source: { code: 'ogp-compromisos' },
    recordedBy: { dataset: 'commitment' },
  });
  expect(before.closedBy.number).toBe(now.recordedBy.number);
  expect(before.recordedBy.number).toBeLessThan(now.recordedBy.number);
});

it('fields that mean today mean the day that is asked for', async () => {
  const query = '{ commitments(overdue: true) { totalCount } authority(id: "infoem") { isInForce } }';
  const { secretariatsRevisions } = await ask(test, '{ secretariatsRevisions(first: 1) { nodes { publishedAt } } }');
  const at = secretariatsRevisions.nodes[0].publishedAt as string;
  const day = at.slice(0, 10);
  const explicit = `{ commitments(overdue: true, overdueOn: "${day}") { totalCount } authority(id: "infoem") { isInForce(on: "${day}") } }`;
  const headers = { 'hub-as-of': at };
  const past = await test.subgraph.execute({ query }, headers);
  expect(past.errors).toBeUndefined();
  expect(past.data).toEqual((await test.subgraph.execute({ query: explicit }, headers)).data);
});
