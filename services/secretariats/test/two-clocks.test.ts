// Two clocks: what was recorded by a moment (as of), and what was so on a day, by that (on).
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, TestSubgraph } from '@cabildo/kit/testing';
import { examplePackage, open } from './world.js';

let test: TestSubgraph;
let folder: string;
/** Before and after what was recorded of institutions and seats was corrected. */
let before: string;
let after: string;

const newestMoment = async () => {
  const { data } = await test.execute('{ secretariatsRevisions(first: 1) { nodes { publishedAt } } }');
  return data.secretariatsRevisions.nodes[0].publishedAt as string;
};

/** It turns out that the second institution ended a year earlier, that another followed it, and whose seat that was. */
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
])(
  'whoever stands on %s in the place of an institution: %s as then recorded, %s as since',
  async (day, then, since) => {
    const query = `{ authority(id: "old-body") { successor(on: "${day}") { id } } }`;
    const idAt = async (moment: string) => (await at(moment, query)).authority.successor?.id ?? null;
    expect([await idAt(before), await idAt(after)]).toEqual([then, since]);
  },
);

it('an institution is in force, and sits, on a day by what was recorded at the moment', async () => {
  const query = `{ authority(id: "new-body") { validTo isInForce(on: "2025-06-01") memberships(on: "2025-06-01") { seat } }
    secretariat(id: "stl-example") { members(on: "2025-06-01") { position } } }`;
  expect(await at(before, query)).toEqual({
    authority: { validTo: '2025', isInForce: true, memberships: [{ seat: 'Órgano garante' }] },
    secretariat: { members: [{ position: 2 }, { position: 3 }] },
  });
  expect(await at(after, query)).toEqual({
    authority: { validTo: '2024-12-31', isInForce: false, memberships: [] },
    secretariat: { members: [{ position: 3 }] },
  });
});

it('without a day, a successor is the first there was, whoever stands today', async () => {
  const query = '{ authority(id: "new-body") { successor { id } successors { id } } }';
  expect((await at(before, query)).authority.successor).toEqual({ id: 'early-body' });
  expect((await at(after, query)).authority.successors.map(({ id }: { id: string }) => id)).toEqual([
    'mid-body',
    'early-body',
    'late-body',
  ]);
});
