import { afterEach, expect, jest, test } from '@jest/globals';
import { openHome } from '../src/home.js';
import { claimHome } from '../src/postgres/claim.js';
import { findProcess } from '../src/processes.js';
import { endInstances, Instance } from './instance.js';
import { newHome, removeHomes } from './temporary-home.js';

// Real servers, on machines that may be busy.
jest.setTimeout(60_000);

afterEach(endInstances);
afterEach(removeHomes);

test('of two first starts at one moment exactly one holds the home, and the other says who does', async () => {
  const path = newHome();
  const both = await Promise.all([Instance.start(path), Instance.start(path)]);
  const [holder, ...more] = both.filter(({ report }) => report.postgres !== undefined);
  const [refused] = both.filter(({ report }) => report.code !== undefined);
  expect(more).toEqual([]);
  expect(refused?.report).toEqual({
    code: 'HOME_IN_USE',
    message: `Another Cabildo (pid ${holder?.report.pid}, http://localhost:4000) is using ${path}: stop it, or set CABILDO_HOME to another folder.`,
  });
  await holder?.end('SIGTERM');
});

test('a home whose holder was killed is free', async () => {
  const path = newHome();
  const first = await Instance.start(path);
  await first.end('SIGKILL');
  const second = await Instance.start(path);
  expect(second.report).toMatchObject({ reused: true, postgres: first.report.postgres });
  await second.end('SIGTERM');
});

test('the holder stops the server of its home, nobody else does', async () => {
  const path = newHome();
  const holder = await Instance.start(path);
  const guest = await claimHome({ home: await openHome(path), label: 'hub ingest' });
  expect(guest.holder).toEqual({ pid: holder.report.pid, label: 'http://localhost:4000' });
  await guest.release();
  expect(findProcess(guest.postgres.pid)).toBeDefined();
  await holder.end('SIGTERM');
  expect(findProcess(guest.postgres.pid)).toBeUndefined();
});

test('a start while the last holder is stopping waits for it', async () => {
  const path = newHome();
  const first = await Instance.start(path);
  const stopping = first.end('SIGTERM');
  const claims: Instance[] = [];
  for (const wait of [0, 5, 20]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    claims.push(await Instance.start(path));
  }
  await stopping;
  expect(claims.map(({ report }) => report.stack)).toEqual([undefined, undefined, undefined]);
  await Promise.all(claims.map((claim) => claim.end('SIGTERM')));
});

test('a holder learns that its server died', async () => {
  const claim = await claimHome({ home: await openHome(newHome()), label: 'test', settings: { fsync: 'off' } });
  process.kill(claim.postgres.pid, 'SIGKILL');
  await claim.lost;
  await claim.release();
});
