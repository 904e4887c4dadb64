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

it('a commitment has a version for each wording, with its publisher and an id of its own', async () => {
  const fields =
    'id commitmentId title source { code fileName } line recordedIn { number publishedBy dataset } supersededIn { number }';
  const { commitment } = await ask(
    test,
    `{ commitment(id: "ogp-edomex-everyday-justice") { id title history { ${fields} } } }`,
  );
  const [now, before] = commitment.history;
  expect(commitment.history).toHaveLength(2);
  expect(new Set([commitment.id, now.id, before.id]).size).toBe(3);
  expect([now.commitmentId, before.commitmentId]).toEqual([commitment.id, commitment.id]);
  expect([now.title, before.title]).toEqual([commitment.title, commitment.title.replace('everyday j', 'Everyday J')]);
  expect(now).toMatchObject({
    supersededIn: null,
    source: { code: 'ogp-compromisos' },
    recordedIn: { dataset: 'commitment' },
  });
  expect(before.supersededIn.number).toBe(now.recordedIn.number);
  expect(before.recordedIn.number).toBeLessThan(now.recordedIn.number);
});

it('the default day of an as-of request is its day in the time zone of the hub', async () => {
  const query = '{ commitments(isOverdue: true) { totalCount } authority(id: "infoem") { activity } }';
  const { secretariatsRevisions } = await ask(test, '{ secretariatsRevisions(first: 1) { nodes { publishedAt } } }');
  const at = secretariatsRevisions.nodes[0].publishedAt as string;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Mexico_City' }).format(new Date(at));
  const explicit = `{ commitments(isOverdue: true, overdueOn: "${day}") { totalCount } authority(id: "infoem") { activity(on: "${day}") } }`;
  const headers = { 'hub-as-of': at };
  const past = await test.subgraph.execute({ query }, headers);
  expect(past.errors).toBeUndefined();
  expect(past.data).toEqual((await test.subgraph.execute({ query: explicit }, headers)).data);
});
