import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, defineSubgraph, type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { sign } from '@cabildo/kit/process';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';

@Resolver()
class SlowResolver {
  @Query(() => Int, { nullable: true, description: 'Answers after so many milliseconds of the database’s work.' })
  async slow(@Arg('ms', () => Int) ms: number, @Ctx() { snapshot }: Context): Promise<number> {
    await sql`select pg_sleep(${ms / 1_000})`.execute(snapshot.db);
    return ms;
  }
}
const definition = {
  name: 'slow',
  entities: [],
  resolvers: [SlowResolver],
  references: {},
  datasets: [],
  migrations: [],
};

const key = { id: 'test', secret: 's'.repeat(40) };
const body = JSON.stringify({ query: '{ slow(ms: 60000) }' });
const agent = new Agent();
let test: TestSubgraph;
let served: ServedSubgraph;
let watcher: pg.Client;

beforeAll(async () => {
  test = await testSubgraph(defineSubgraph(definition), process.env.CABILDO_TEST_DSN!);
  served = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys: [key] });
  watcher = new pg.Client({ connectionString: test.dsn });
  await watcher.connect();
});
afterAll(async () => {
  agent.destroy();
  await watcher.end();
  await served.stop();
  await test.close();
});

/** Counts the statements that PostgreSQL is running. */
async function running(): Promise<number> {
  const { rows } = await watcher.query(
    `select from pg_stat_activity where datname = current_database() and state = 'active' and query ~ '^select pg_sleep'`,
  );
  return rows.length;
}

async function until(count: number): Promise<void> {
  for (let i = 0; (await running()) !== count; i++) {
    if (i === 200) throw new Error(`${await running()} statements run after 4 s, and not ${count}`);
    await sleep(20);
  }
}

function call(headers: Record<string, string> = {}) {
  const signature = sign(key, { method: 'POST', path: '/graphql', body });
  const asking = httpRequest(`http://127.0.0.1:${served.port}/graphql`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', 'hub-signature': signature, ...headers },
  });
  asking.on('error', () => {});
  asking.end(body);
  return asking;
}

async function answerTo(asking: ReturnType<typeof call>): Promise<{ errors?: { extensions: { code: string } }[] }> {
  const [response] = await once(asking, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return JSON.parse(text);
}

const cutShort = { errors: [{ path: ['slow'], extensions: { code: 'CUT_SHORT' } }] };

describe('a statement is cancelled', () => {
  it('when the timeout of the caller expires', async () => {
    const answering = answerTo(call({ 'hub-timeout': '300' }));
    await until(1);
    expect(await answering).toMatchObject(cutShort);
    await until(0);
  });

  it('when the caller disconnects', async () => {
    const asking = call({ 'hub-timeout': '30000' });
    await until(1);
    asking.destroy();
    await until(0);
  });

  it('when a direct call is aborted', async () => {
    const left = new AbortController();
    const answering = test.subgraph.execute({ query: '{ a: slow(ms: 60000) b: slow(ms: 60000) }' }, {}, left.signal);
    await until(2);
    left.abort();
    expect((await answering).errors?.map(({ extensions }) => extensions.code)).toEqual(['CUT_SHORT', 'CUT_SHORT']);
    await until(0);
  });

  it('and further statements of the call do not start', async () => {
    const answer = await test.subgraph.execute({ query: '{ slow(ms: 60000) }' }, {}, AbortSignal.abort());
    expect(answer).toMatchObject(cutShort);
  });
});

it('another call on the same connections continues', async () => {
  for (let i = 0; i < 20; i++) {
    const left = new AbortController();
    const cut = test.subgraph.execute({ query: '{ slow(ms: 60000) }' }, {}, left.signal);
    setTimeout(() => left.abort(), 5);
    const others = Array.from({ length: 12 }, () => test.subgraph.execute({ query: '{ slow(ms: 10) }' }));
    expect((await Promise.all(others)).flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(await cut).toMatchObject(cutShort);
  }
});

it('a malformed timeout is ignored', async () => {
  for (const timeout of ['', 'soon', '-5', '1e99']) {
    const short = JSON.stringify({ query: '{ slow(ms: 1) }' });
    const signature = sign(key, { method: 'POST', path: '/graphql', body: short });
    const response = await fetch(`http://127.0.0.1:${served.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'hub-signature': signature, 'hub-timeout': timeout },
      body: short,
    });
    expect(await response.json()).toMatchObject({ data: { slow: 1 } });
  }
});
