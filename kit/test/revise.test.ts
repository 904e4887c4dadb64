import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IngestionReport, ingest, readSourceDescription, revert, withdraw } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

let harness: TestSubgraph;
let folder: string;
beforeEach(async () => {
  harness = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-revise-'));
});
afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

const HEADER = 'municipality_code,id,name,depth_m,uses,replaces_id';

async function publish(rows: string[], code = 'agency') {
  const path = join(folder, 'wells.csv');
  await writeFile(path, `${[HEADER, ...rows].join('\n')}\n`);
  const source = readSourceDescription(JSON.stringify({ code, publisher: code, title: 'Wells' }), 'source.json');
  return ingest(harness.subgraph.database, {
    dataset: wells.datasets[0]!,
    files: [path],
    source,
    publishedBy: 'tester',
  });
}

const revising = { dataset: 'well', publishedBy: 'tester', note: 'why' };

async function open(): Promise<unknown[][]> {
  const pool = await harness.subgraph.database.pool();
  const { rows } = await pool.query(
    `select w.id, w.name, s.code, w.line, w.recorded_from from well w join source s on s.id = w.source_id
      where w.recorded_to = 2147483647 order by 1`,
  );
  return rows.map((row) => Object.values(row));
}

it('withdrawing a source is a revision, and leaves the past and other sources', async () => {
  await publish(['15031,w1,Uno,,,']);
  await publish(['15106,x1,Equis,,,'], 'other');
  expect(await withdraw(harness.subgraph, { ...revising, source: 'agency' })).toEqual({
    revision: 3,
    changes: { added: 0, changed: 0, withdrawn: 1 },
  });
  expect(await open()).toEqual([['x1', 'Equis', 'other', 2, 2]]);
  const pool = await harness.subgraph.database.pool();
  expect((await pool.query('select id, recorded_from, recorded_to from well where id = $1', ['w1'])).rows).toEqual([
    { id: 'w1', recorded_from: 1, recorded_to: 3 },
  ]);
});

it('the same file can be published again after it was withdrawn', async () => {
  await publish(['15031,w1,Uno,,,']);
  await withdraw(harness.subgraph, { ...revising, source: 'agency' });
  expect(await publish(['15031,w1,Uno,,,'])).toMatchObject({ outcome: 'published', revision: 3 });
  expect(await open()).toEqual([['w1', 'Uno', 'agency', 2, 3]]);
});

it('withdrawing what is not there is no revision', async () => {
  await publish(['15031,w1,Uno,,,']);
  expect((await withdraw(harness.subgraph, { ...revising, source: 'nobody' })).revision).toBeUndefined();
});

it('going back is a revision that touches only the rows that differ, and keeps their source and line', async () => {
  await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,']);
  await publish(['15031,w1,Uno,,,', '15031,w2,Two,,,', '15031,w3,Three,,,']);
  expect(await revert(harness.subgraph, { ...revising, to: 1 })).toEqual({
    revision: 3,
    changes: { added: 0, changed: 1, withdrawn: 1 },
  });
  expect(await open()).toEqual([
    ['w1', 'Uno', 'agency', 2, 1],
    ['w2', 'Dos', 'agency', 3, 3],
  ]);
  expect((await revert(harness.subgraph, { ...revising, to: 1 })).revision).toBeUndefined();
  expect(await revert(harness.subgraph, { ...revising, to: 2 })).toMatchObject({ changes: { added: 1, changed: 1 } });
});

it('going back to before the first revision withdraws all', async () => {
  await publish(['15031,w1,Uno,,,']);
  expect((await revert(harness.subgraph, { ...revising, to: 0 })).changes.withdrawn).toBe(1);
});

it('a revision that is not there is refused', async () => {
  await publish(['15031,w1,Uno,,,']);
  await expect(revert(harness.subgraph, { ...revising, to: 2 })).rejects.toThrow(
    'There is no revision 2: the newest is 1.',
  );
});

it('a row that another refers to is not withdrawn alone', async () => {
  await publish(['15031,w1,Uno,,,']);
  await publish(['15106,x1,Equis,,,w1'], 'other');
  await expect(withdraw(harness.subgraph, { ...revising, source: 'agency' })).rejects.toThrow(
    'Rows of well that other rows refer to would be withdrawn, such as w1: 1 row of well. Withdraw those first.',
  );
  expect(await open()).toHaveLength(2);
});

describe('a complete file that lacks a row', () => {
  const found = ({ outcome, findings }: IngestionReport) => [
    outcome,
    ...findings.map(({ rule, expected }) => [rule.code, expected]),
  ];

  it('to which a row of another source refers publishes nothing', async () => {
    await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,']);
    await publish(['15106,x1,Equis,,,w1', '15106,x2,Equis,,,w1'], 'other');
    expect(found(await publish(['15031,w2,Dos,,,']))).toEqual([
      'rejected',
      ['ABANDONED_REFERENCE', 'a row with the key w1, because 2 recorded rows of well refer to it'],
    ]);
    expect(await open()).toHaveLength(4);
  });

  it('to which its own rows refer publishes nothing, whether they are new, changed or as before', async () => {
    await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,w1', '15031,w3,Tres,,,']);
    expect(found(await publish(['15031,w2,Dos,,,w1', '15031,w3,Tres,,,w1', '15031,w4,Cuatro,,,w1']))).toEqual([
      'rejected',
      ['ABANDONED_REFERENCE', 'a row with the key w1, because 3 recorded rows of well refer to it'],
    ]);
  });

  it('withdraws it once nothing refers to it any more', async () => {
    await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,w1', '15106,w1,Otro,,,']);
    expect((await publish(['15031,w2,Dos,,,'])).changes).toEqual({ added: 0, changed: 1, withdrawn: 2 });
  });

  it('withdraws it where another row of that key stays', async () => {
    await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,w1', '15106,w1,Otro,,,']);
    expect((await publish(['15031,w1,Uno,,,', '15031,w2,Dos,,,w1'])).changes.withdrawn).toBe(1);
  });
});

it('rows that refer to each other come back together', async () => {
  await publish(['15031,w1,Uno,,,']);
  await publish(['15106,x1,Equis,,,w1'], 'other');
  await withdraw(harness.subgraph, { ...revising, source: 'other' });
  await withdraw(harness.subgraph, { ...revising, source: 'agency' });
  expect((await revert(harness.subgraph, { ...revising, to: 2 })).changes.added).toBe(2);
});
