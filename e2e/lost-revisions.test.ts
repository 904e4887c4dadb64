// A failover or a restore loses an acknowledged revision, and another one gets its number. No response that used the
// lost one is returned afterwards: by gateways with warm caches, by Redis, by ETags, as-of requests and permalinks.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Gateway, httpConnect, startGateway } from '@cabildo/gateway';
import {
  type ConnectedSubgraph,
  describeReport,
  type IngestionReport,
  ingest,
  lostRevisions,
  type SavedHead,
  type ServedSubgraph,
  saveHead,
  serveSubgraph,
  verifyDatabase,
} from '@cabildo/kit';
import { compose } from '@cabildo/schema';
import { hasRedis, RedisServer } from '../gateway/test/redis-server.js';
import { newKey, well } from '../kit/test/log/logged-wells.js';
import { wells } from '../kit/test/wells.js';
import { CopiedServer, MovingName } from './postgres/server-copies.js';

const key = { id: 'test', secret: '-'.repeat(40) };
const HEADER = 'municipality_code,id,name,depth_m,permits,uses,active,dug,url,replaces_id';
const query = '{ well(id: "w1") { name source { fileName } } }';
const described = {
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

type Pool = Awaited<ReturnType<ConnectedSubgraph['database']['pool']>>;

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the data by the paths of its own query.
  readonly body: any;
}

/** Revision 1 is on both servers, revision 2 only on the one that fails. */
interface Servers {
  readonly primary: CopiedServer;
  readonly other: CopiedServer;
}

async function withStandby(): Promise<Servers> {
  const primary = await prepared();
  await primary.stop();
  const other = await primary.copy();
  await primary.start();
  await other.follow(primary);
  await other.start();
  await onDatabase(other, async (pool) => {
    const { rows } = await pool.query(
      'select pg_is_in_recovery() as standby, max(number) as newest from wells.revision',
    );
    expect(rows[0]).toEqual({ standby: true, newest: 1 });
  });
  // A standby that is cut off from its primary lags.
  await other.stop();
  return { primary, other };
}

async function promote({ primary, other }: Servers): Promise<void> {
  await primary.kill();
  await other.start();
  await onDatabase(other, (pool) => pool.query('select pg_promote()'));
}

async function withBackup(): Promise<Servers> {
  const primary = await prepared();
  await primary.stop();
  const other = await primary.copy();
  await primary.start();
  return { primary, other };
}

async function restore({ primary, other }: Servers): Promise<void> {
  await primary.stop();
  await other.start();
}

let folder: string;
const signingKeys = { current: newKey() };

async function prepared(): Promise<CopiedServer> {
  const server = await CopiedServer.create();
  const subgraph = await wells.connect({ dsn: { write: server.postgres.dsn() }, signingKeys });
  await subgraph.database.migrate();
  await publish(subgraph, 'uno');
  await subgraph.close();
  return server;
}

async function publish({ database }: ConnectedSubgraph, name: string): Promise<IngestionReport> {
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `${HEADER}\n${well('w1', name)}\n`);
  const dataset = wells.datasets[0]!;
  const report = await ingest(database, { dataset, files: [path], source: described, publishedBy: 'tester' });
  if (report.outcome !== 'published') throw new Error(describeReport(report));
  return report;
}

async function onDatabase(server: CopiedServer, work: (pool: Pool) => Promise<unknown>): Promise<void> {
  const { database } = await wells.connect({ dsn: { write: server.postgres.dsn() } });
  await work(await database.pool()).finally(() => database.close());
}

async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = 100; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}

describe.each([
  ['a failover to a standby that lagged', withStandby, promote],
  ['a restore of an older copy', withBackup, restore],
])('after %s', (_title, prepare, harm) => {
  let servers: Servers;
  let name: MovingName;
  let subgraph: ConnectedSubgraph;
  let served: ServedSubgraph;
  let redis: RedisServer | undefined;
  const gateways: Gateway[] = [];
  let permalink: string;
  let before: { moment: string; etags: string[]; root: string; saved: SavedHead; report: IngestionReport };

  const ask = async (gateway: Gateway, headers: Record<string, string> = {}): Promise<Answer> => {
    const url = `${gateway.url}?query=${encodeURIComponent(query)}`;
    const response = await fetch(url, {
      headers: { accept: 'application/json', 'apollo-require-preflight': '1', ...headers },
    });
    const text = await response.text();
    return { status: response.status, etag: response.headers.get('etag'), body: text && JSON.parse(text) };
  };
  const shown = ({ body }: Answer) => [body.data?.well?.name ?? body, body.data?.well?.source.fileName];
  const link = (asOf: string) =>
    fetch(new URL('/p', gateways[0]!.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'hub-as-of': asOf },
      body: JSON.stringify({ query }),
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cabildo-lost-'));
    servers = await prepare();
    name = await MovingName.open(servers.primary.port);
    subgraph = await wells.connect({
      dsn: { write: name.dsn(servers.primary.postgres) },
      signingKeys,
      report: () => {},
    });
    served = await serveSubgraph(subgraph, { port: 0, host: '127.0.0.1', keys: [key] });
    redis = hasRedis ? await RedisServer.start() : undefined;
    const url = `http://127.0.0.1:${served.port}/graphql`;
    const { supergraphSdl: sdl } = compose([{ name: 'wells', url, sdl: wells.sdl }]);
    for (let count = 0; count < 2; count++)
      gateways.push(
        await startGateway({
          supergraph: { sdl },
          connect: httpConnect({ keys: { wells: key } }),
          port: 0,
          host: '127.0.0.1',
          ...(redis && { redis: { url: redis.url, timeout: 1_000 } }),
          permalinks: { folder: join(folder, 'permalinks'), maxBytes: 1_000_000 },
        }),
      );
    const report = await publish(subgraph, 'dos');
    // Warm: the second response comes from the cache.
    for (let round = 0; round < 2; round++)
      for (const gateway of gateways) expect(shown(await ask(gateway))).toEqual(['dos', 'dos.csv']);
    const answers = await Promise.all(gateways.map((gateway) => ask(gateway)));
    await sleep(5);
    const moment = new Date().toISOString();
    await sleep(5);
    for (const gateway of gateways)
      expect(shown(await ask(gateway, { 'hub-as-of': moment }))).toEqual(['dos', 'dos.csv']);
    const created = await link(moment);
    expect(created.status).toBe(201);
    permalink = created.headers.get('location')!;
    const saved = await saveHead(subgraph.database);
    const { root } = (await subgraph.execute({ query })).extensions as { root: string };
    before = { moment, etags: answers.map(({ etag }) => etag!), root, saved, report };

    await harm(servers);
    name.move(servers.other.port);
    await eventually(() => publish(subgraph, 'tres'));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.stop()));
    await served.stop();
    await subgraph.close();
    await redis?.end();
    name.close();
    await servers.primary.remove();
    await servers.other.remove();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('the next revision has the number of the lost one, and another root', async () => {
    const { extensions } = await subgraph.execute({ query });
    expect(extensions).toMatchObject({ revision: 2 });
    expect(extensions!.root).not.toBe(before.root);
  });

  it('every gateway returns the new value with the right source, and no 304 for the old ETag', async () => {
    for (const [index, gateway] of gateways.entries())
      for (let round = 0; round < 3; round++) {
        const answer = await ask(gateway, { 'if-none-match': before.etags[index]! });
        expect([answer.status, ...shown(answer)]).toEqual([200, 'tres', 'tres.csv']);
        expect(answer.etag).not.toBe(before.etags[index]);
      }
  });

  it('a call for the lost revision by number and root reads the newest instead', async () => {
    const { data } = await subgraph.execute({ query }, { 'hub-revision': `2:${before.root}` });
    expect(data).toMatchObject({ well: { name: 'tres' } });
  });

  it('the state at a moment at which the lost revision was the newest is that of the revision before', async () => {
    for (const gateway of gateways)
      expect(shown(await ask(gateway, { 'hub-as-of': before.moment }))).toEqual(['uno', 'uno.csv']);
  });

  it('a permalink of the lost revision names it, and a new one is created in its place', async () => {
    const found = await fetch(new URL(permalink, gateways[1]!.url));
    const { errors } = (await found.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect([found.status, errors[0]!.extensions.code]).toEqual([410, 'PERMALINK_LOST']);
    expect(errors[0]!.message).toContain('revision 2 of wells');
    const created = await link(before.moment);
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).not.toBe(permalink);
    expect(await created.json()).toMatchObject({
      data: { well: { name: 'uno' } },
      extensions: { revisions: { wells: 1 } },
    });
    expect((await link(before.moment)).status).toBe(200);
  });

  it('verification against the saved head reports lost revisions, not tampering', async () => {
    const { tamperings } = await verifyDatabase(subgraph, { saved: before.saved });
    expect(tamperings.map(({ code }) => code)).toEqual(['REVISIONS_LOST']);
    expect(tamperings[0]!.sentence).toContain('lost revisions 2');
    expect((await verifyDatabase(subgraph)).tamperings).toEqual([]);
  });

  it('the publisher finds its lost revision by the receipt and by the saved head', async () => {
    const { receipt } = before.report;
    expect(receipt).toMatchObject({ subgraph: 'wells', revision: 2, head: { root: receipt!.root } });
    const expected = [{ revision: 2, leaf: receipt!.size - 1, replaced: true }];
    expect(await lostRevisions(subgraph.database, receipt!)).toEqual(expected);
    expect(await lostRevisions(subgraph.database, before.saved)).toEqual(expected);
    const now = await publish(subgraph, 'cuatro');
    expect(await lostRevisions(subgraph.database, now.receipt!)).toEqual([]);
  });
});
