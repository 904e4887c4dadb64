import { setTimeout as sleep } from 'node:timers/promises';
import { loadPackage, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import pg from 'pg';
import { wellPackage } from './well-package.js';
import { wells } from './wells.js';

let test: TestSubgraph;
beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
});
afterAll(() => test.close());

const publish = async (name: string, subgraph = test.subgraph) => {
  const [report] = await loadPackage(subgraph, await wellPackage([name]));
  return report?.revision;
};

async function until(done: () => boolean) {
  for (let i = 0; i < 500 && !done(); i++) await sleep(10);
  expect(done()).toBe(true);
}

it('notifies of the newest revision, and of the next before its publication is acknowledged', async () => {
  const told: (number | undefined)[] = [];
  const stop = test.subgraph.revisions.watch((revision) => void told.push(revision?.number));
  await until(() => told.length > 1);
  expect(told).toEqual([undefined, 0]);
  for (const name of ['a', 'b', 'c']) {
    const revision = await publish(name);
    expect(told.at(-1)).toBe(revision);
  }
  stop();
});

it('a publisher waits for subscribers in other processes', async () => {
  const other = await wells.connect({ dsn: { write: test.dsn } });
  let told: number | undefined;
  const stop = other.revisions.watch(async (revision) => {
    if (told !== undefined) await sleep(300);
    told = revision?.number;
  });
  await until(() => told !== undefined);
  expect(await publish('slow')).toBe(told);
  stop();
  await other.close();
});

it('notifies of undefined while its connection is lost, and then of the newest revision', async () => {
  const told: (number | undefined)[] = [];
  const stop = test.subgraph.revisions.watch((revision) => void told.push(revision?.number));
  await until(() => told.length === 2);
  const client = new pg.Client({ connectionString: test.dsn });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like '%pg_advisory_lock_shared%' and pid <> pg_backend_pid()`);
  await client.end();
  await until(() => told.length === 4);
  expect(told.slice(2)).toEqual([undefined, told[1]]);
  stop();
});

it('a publisher does not wait without subscribers', async () => {
  const before = performance.now();
  await publish('alone');
  expect(performance.now() - before).toBeLessThan(2_000);
});
