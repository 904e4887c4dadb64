// Other roles of the same database, newer versions, and servers that fall silent.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectedSubgraph, ingest, NewerDatabaseError, serveSubgraph } from '@cabildo/kit';
import { SIGNATURE_HEADER, sign } from '@cabildo/kit/process';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import pg from 'pg';
import { wells } from './wells.js';

const source = {
  code: 'agency',
  publisher: 'Agency',
  title: 'Wells',
  licence: null,
  url: null,
  retrievedOn: null,
  via: null,
  notes: [],
  coverage: 'complete' as const,
  files: [],
};

let test: TestSubgraph;
let other: pg.Client;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-roles-'));
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  const pool = await test.subgraph.database.pool();
  await pool.query(
    `do $$ begin create role neighbour login password 'neighbour'; exception when duplicate_object then null; end $$`,
  );
  const url = new URL(test.dsn);
  url.username = 'neighbour';
  url.password = 'neighbour';
  other = new pg.Client({ connectionString: url.href });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await test.close();
  await rm(folder, { recursive: true });
});

async function publish({ database }: ConnectedSubgraph, name: string) {
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `municipality_code,id,name\n15031,w1,${name}\n`);
  return ingest(database, { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester' });
}

async function until(done: () => boolean) {
  for (let i = 0; i < 500 && !done(); i++) await sleep(10);
  expect(done()).toBe(true);
}

describe('another role of the database', () => {
  it('cannot announce a revision that does not exist', async () => {
    const seen: (number | undefined)[] = [];
    const stop = test.subgraph.revisions.watch((revision) => void seen.push(revision?.number));
    await until(() => seen.length > 1);
    for (let count = 0; count < 100; count++) await other.query(`notify "revision wells", '99'`);
    const { revision } = await publish(test.subgraph, 'Uno');
    await until(() => seen.at(-1) === revision);
    expect(seen).toEqual([undefined, 0, revision]);
    stop();
  });

  it('cannot hold up a publication or an as-of request by advisory locks', async () => {
    for (const name of ['publish wells', 'stamp wells'])
      await other.query('select pg_advisory_lock(hashtext($1))', [name]);
    expect(await publish(test.subgraph, 'Dos')).toMatchObject({ outcome: 'published' });
    const past = await test.subgraph.execute(
      { query: '{ wells { totalCount } }' },
      { 'hub-as-of': new Date().toISOString() },
    );
    expect(past.data).toEqual({ wells: { totalCount: 1 } });
    await other.query('select pg_advisory_unlock_all()');
  });

  it.each(['publication_lock', 'stamp_lock'])('cannot lock the table %s', async (table) => {
    await other.query('begin');
    await expect(other.query(`lock table wells.${table} in exclusive mode`)).rejects.toThrow('permission denied');
    await other.query('rollback');
  });
});

it('a database that a newer version migrated is refused', async () => {
  const pool = await test.subgraph.database.pool();
  await pool.query(`insert into wells.mikro_orm_migrations (name, executed_at) values ('Wells0002', now())`);
  const old = await wells.connect({ dsn: { write: test.dsn } });
  await expect(old.database.migrate()).rejects.toThrow(NewerDatabaseError);
  await expect(old.database.migrate()).rejects.toThrow('Wells0002');
  await old.close();
  await pool.query(`delete from wells.mikro_orm_migrations where name = 'Wells0002'`);
  await test.subgraph.database.migrate();
});

it('a silent server is left when its name leads to another one', async () => {
  const sockets = new Set<Socket>();
  let silent = false;
  const name: Server = createServer((client) => {
    const server = dial(Number(new URL(test.dsn).port), '127.0.0.1');
    sockets.add(client);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (data: Buffer) => {
        // Sockets from before stay open and nothing comes through.
        if (!(silent && sockets.has(client))) to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => name.listen(0, '127.0.0.1', resolve));
  const url = new URL(test.dsn);
  url.port = String((name.address() as { port: number }).port);
  const moved = await wells.connect({ dsn: { write: url.href }, report: () => {} });
  const query = '{ wells { totalCount } }';
  const seen: (number | undefined)[] = [];
  const stop = moved.revisions.watch((revision) => void seen.push(revision?.number));
  await until(() => seen.length > 1);
  expect((await moved.execute({ query })).errors).toBeUndefined();
  silent = true;
  const old = new Set(sockets);
  const hanging = moved.execute({ query });
  // New connections lead to a server that replies.
  name.on('connection', (client) => sockets.delete(client));
  expect((await hanging).errors).toBeDefined();
  await until(() => seen.at(-1) !== undefined && seen.includes(undefined, 2));
  expect((await moved.execute({ query })).errors).toBeUndefined();
  stop();
  await moved.close();
  for (const socket of old) socket.destroy();
  name.close();
}, 30_000);

it('an acknowledgement that reaches another replica is relayed to the one with the stream', async () => {
  const replicas = await Promise.all([1, 2].map(() => wells.connect({ dsn: { write: test.dsn } })));
  const key = { id: 'k', secret: 's'.repeat(32) };
  const servers = await Promise.all(
    replicas.map((each) => serveSubgraph(each, { port: 0, host: '127.0.0.1', keys: [key] })),
  );
  const call = (server: number, method: string, path: string) =>
    fetch(`http://127.0.0.1:${servers[server]!.port}${path}`, {
      method,
      headers: { [SIGNATURE_HEADER]: sign(key, { method, path, body: '' }) },
    });
  const stream = (await call(0, 'GET', '/revisions')).body!.pipeThrough(new TextDecoderStream()).getReader();
  const acknowledged: number[] = [];
  let isOpen = true;
  const follow = (async () => {
    for (let text = ''; ; ) {
      const { value, done } = await stream.read();
      if (done) break;
      const events = (text + value).split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const { stream: id, revision } = event.startsWith('data: ') ? JSON.parse(event.slice(6)) : {};
        if (typeof revision !== 'number') continue;
        await call(1, 'POST', `/revisions?stream=${id}&revision=${revision}`);
        acknowledged.push(revision);
      }
    }
    isOpen = false;
  })();
  await until(() => acknowledged.length > 0);
  const { revision } = await publish(test.subgraph, 'Tres');
  await until(() => acknowledged.at(-1) === revision);
  // Without the relay, the replica closes the stream after its timeout.
  await sleep(3_000);
  expect(isOpen).toBe(true);
  await Promise.all(servers.map((server) => server.stop()));
  await follow.catch(() => undefined);
  await Promise.all(replicas.map((each) => each.close()));
}, 30_000);
