// Two times: the as-of moment selects what was recorded by then; the day selects what was valid on that day.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, TestSubgraph } from '@cabildo/kit/testing';
import { examplePackage, open } from './world.js';

let test: TestSubgraph;
let folder: string;
/** Moments before and after a correction of institutions and seats. */
let before: string;
let after: string;

const newestMoment = async () => {
  const { data } = await test.execute('{ secretariatsRevisions(first: 1) { nodes { publishedAt } } }');
  return data.secretariatsRevisions.nodes[0].publishedAt as string;
};

/** The correction: the second institution ended a year earlier, another one followed, and a seat ended with it. */
beforeAll(async () => {
  test = await open([examplePackage]);
  before = await newestMoment();
  folder = await mkdtemp(join(tmpdir(), 'cabildo-clocks-'));
  await cp(examplePackage, folder, { recursive: true });
  const edit = async (name: string, change: (text: string) => string) =>
    writeFile(join(folder, name), change(await readFile(join(folder, name), 'utf8')));
  await edit(
    'authority.csv',
    (text) =>
      `${text.replace('2008-07-01,2025,old-body', '2008-07-01,2024-12-31,old-body').trimEnd()}\nmid-body,Instituto de Paso,,OTHER,STATE,20,,2025-01-01,2025-12-30,new-body\n`,
  );
  await edit('secretariat_member.csv', (text) => text.replace('new-body,,2008-07,', 'new-body,,2008-07,2024-12'));
  await test.load(folder);
  after = await newestMoment();
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const at = async (moment: string, query: string) => {
  const { data, errors } = (await test.subgraph.execute({ query }, { 'hub-as-of': moment })) as Answer;
  expect(errors).toBeUndefined();
  return data;
};

it.each([
  ['2008-01-01', null, null],
  ['2020-05-05', 'new-body', 'new-body'],
  ['2025-06-01', 'new-body', 'mid-body'],
  ['2025-12-31', 'new-body', 'early-body'],
  ['2026-03-01', 'early-body', 'early-body'],
])('the successor of an institution on %s is %s as recorded then, %s as recorded since', async (day, then, since) => {
  const query = `{ authority(id: "old-body") { successor(on: "${day}") { id } } }`;
  const idAt = async (moment: string) => (await at(moment, query)).authority.successor?.id ?? null;
  expect([await idAt(before), await idAt(after)]).toEqual([then, since]);
});

it('activity and seats of an institution on a day follow what was recorded at the as-of moment', async () => {
  const query = `{ authority(id: "new-body") { validTo activity(on: "2025-06-01") memberships(activeOn: "2025-06-01") { seat } }
    secretariat(id: "stl-example") { members(activeOn: "2025-06-01") { position } } }`;
  expect(await at(before, query)).toEqual({
    authority: { validTo: '2025', activity: 'ACTIVE', memberships: [{ seat: 'Órgano garante' }] },
    secretariat: { members: [{ position: 2 }, { position: 3 }] },
  });
  expect(await at(after, query)).toEqual({
    authority: { validTo: '2024-12-31', activity: 'INACTIVE', memberships: [] },
    secretariat: { members: [{ position: 3 }] },
  });
});

it('without a day, the successor is the first one, active today or not', async () => {
  const query = '{ authority(id: "new-body") { successor { id } successors { id } } }';
  expect((await at(before, query)).authority.successor).toEqual({ id: 'early-body' });
  expect((await at(after, query)).authority.successors.map(({ id }: { id: string }) => id)).toEqual([
    'mid-body',
    'early-body',
    'late-body',
  ]);
});
