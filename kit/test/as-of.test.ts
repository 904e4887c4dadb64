import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSubgraph, ingest, serveSubgraph } from '@cabildo/kit';
import { SIGNATURE_HEADER, sign } from '@cabildo/kit/process';
import { type Answer, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import type { GraphQLError } from 'graphql';
import { wells } from './wells.js';

let test: TestSubgraph;
let folder: string;
const moments: string[] = [];

const ask = (at: string, query = '{ wells { nodes { id name } } }'): Promise<Answer> =>
  test.subgraph.execute({ query }, { 'hub-as-of': at });
/** Returns a past moment that is later than every revision so far. */
const clock = async () => {
  const pool = await test.subgraph.database.pool();
  const { rows } = await pool.query('select pg_sleep(0.003), clock_timestamp() as now');
  return new Date(rows[0].now).toISOString();
};
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

async function publish(...names: string[]) {
  return publishInto(test.subgraph, names);
}

async function publishInto({ database }: ConnectedSubgraph, names: string[]) {
  const path = join(folder, 'wells.csv');
  await writeFile(path, `municipality_code,id,name\n${names.map((name, at) => `15031,w${at},${name}`).join('\n')}\n`);
  return ingest(database, {
    dataset: wells.datasets[0]!,
    files: [path],
    source: {
      code: 'agency',
      publisher: 'Agency',
      title: 'Wells',
      licence: null,
      url: null,
      retrievedOn: null,
      via: null,
      notes: [],
      coverage: 'complete',
      files: [],
    },
    publishedBy: 'tester',
  });
}

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-as-of-'));
  for (const names of [['Uno'], ['Uno', 'Dos'], ['One', 'Dos']]) {
    moments.push(await clock());
    await publish(...names);
  }
  moments.push(await clock());
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

describe('the state as of a moment', () => {
  it.each([
    [1, 1, ['Uno']],
    [2, 2, ['Uno', 'Dos']],
    [3, 3, ['One', 'Dos']],
  ])('between publications (%i) has the rows published before it', async (index, revision, names) => {
    const { data, extensions } = await ask(moments[index]!);
    expect(data.wells.nodes.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(extensions).toEqual({ revision, root: expect.stringMatching(/^[0-9a-f]{32}$/), asOf: moments[index] });
  });

  it('at the moment that a revision names is that revision', async () => {
    const { data } = await test.execute('{ wellsRevisions { nodes { number publishedAt } } }');
    for (const { number, publishedAt } of data.wellsRevisions.nodes) {
      expect((await ask(publishedAt)).extensions!.revision).toBe(number);
      if (number === 1) continue;
      const before = new Date(Date.parse(publishedAt) - 1).toISOString();
      expect((await ask(before)).extensions!.revision).toBe(number - 1);
    }
  });

  it('is the same for every way to write the moment', async () => {
    const offset = moments[2]!.replace('Z', '+00:00');
    expect(await ask(offset)).toEqual(await ask(moments[2]!));
  });

  it('has no later revisions or sources', async () => {
    const query = '{ wellsRevisions { totalCount nodes { number } } wellsSources { totalCount } }';
    expect((await ask(moments[2]!, query)).data).toEqual({
      wellsRevisions: { totalCount: 2, nodes: [{ number: 2 }, { number: 1 }] },
      wellsSources: { totalCount: 2 },
    });
  });

  it('is found by two statements, then from the cache', async () => {
    const at = await clock();
    const present = await test.countStatements(() => test.execute('{ wells { nodes { id } } }'));
    const first = await test.countStatements(() => ask(at, '{ wells { nodes { id } } }'));
    const again = await test.countStatements(() => ask(at, '{ wells { nodes { id } } }'));
    expect([first, again]).toEqual([present + 1, present - 1]);
  });
});

describe('an invalid moment', () => {
  it.each(['yesterday', '2025-02-30', '2025-06-01T00:00:00', ''])('is unreadable: %s', async (text) => {
    const answer = await ask(text);
    expect([codeOf(answer), answer.data]).toEqual(['AS_OF_UNREADABLE', null]);
    expect(answer.errors![0]!.message).toContain('2025-06-01T00:00:00Z');
  });

  it('is in the future', async () => {
    const answer = await ask('2999-01-01');
    expect([codeOf(answer), answer.data]).toEqual(['AS_OF_FUTURE', null]);
  });

  it('less than two seconds ahead is waited for, because clocks differ', async () => {
    const answer = await ask(new Date(Date.parse(await clock()) + 300).toISOString());
    expect(answer.extensions!.revision).toBe(3);
  });

  it('before the first revision: the error names that revision', async () => {
    const answer = await ask(moments[0]!);
    expect([codeOf(answer), answer.data]).toEqual(['AS_OF_TOO_EARLY', null]);
    const [{ message, extensions }] = answer.errors as [GraphQLError];
    expect(message).toMatch(/wells published its first revision on \d{4}-.*Z\. Request that moment or a later one/);
    const { number, publishedAt } = extensions.firstRevision as { number: number; publishedAt: string };
    expect(number).toBe(1);
    expect((await ask(publishedAt)).extensions!.revision).toBe(1);
  });

  it('is an error in the HTTP response, too', async () => {
    const key = { id: 'test', secret: 'x'.repeat(32) };
    const served = await serveSubgraph(test.subgraph, { port: 0, keys: [key] });
    const post = (at: string) => {
      const call = { method: 'POST', path: '/graphql', body: JSON.stringify({ query: '{ wells { totalCount } }' }) };
      const headers = { 'content-type': 'application/json', 'hub-as-of': at, [SIGNATURE_HEADER]: sign(key, call) };
      const asked = fetch(`http://127.0.0.1:${served.port}${call.path}`, { ...call, headers });
      return asked.then((response) => response.json() as Promise<Answer>);
    };
    expect((await post(moments[1]!)).data).toEqual({ wells: { totalCount: 1 } });
    expect(codeOf(await post('2999-01-01'))).toBe('AS_OF_FUTURE');
    await served.stop();
  });
});

describe('a running publication', () => {
  it('delays requests for a later moment until it is committed', async () => {
    const client = await (await test.subgraph.database.pool()).connect();
    await client.query('begin');
    await client.query(
      `insert into revision (number, published_by, dataset, added, changed, withdrawn, findings)
        values (4, 'tester', 'well', 0, 0, 0, 0)`,
    );
    const at = await clock();
    const answer = ask(at);
    expect((await ask(moments[3]!)).extensions!.revision).toBe(3);
    await client.query('commit');
    client.release();
    expect((await answer).extensions!.revision).toBe(4);
  });
});

describe('a replica that lags', () => {
  let replica: TestSubgraph;
  let reader: ConnectedSubgraph;
  const NAMES = '{ wells { nodes { name } } }';
  beforeAll(async () => {
    // Another database plays the replica: the test decides when it has the same rows as the primary.
    replica = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
    reader = await wells.connect({ dsn: { write: test.dsn, read: replica.dsn } });
    await publishInto(replica.subgraph, ['Uno']);
  });
  afterAll(async () => {
    await reader.close();
    await replica.close();
  });

  it('is waited for, so that its state is not mistaken for an earlier one', async () => {
    const asked = reader.execute({ query: NAMES }, { 'hub-as-of': moments[2]! });
    await publishInto(replica.subgraph, ['Uno', 'Dos']);
    expect((await asked).data).toEqual({ wells: { nodes: [{ name: 'Uno' }, { name: 'Dos' }] } });
  });

  it('is an error after the timeout', async () => {
    const answer = (await reader.execute({ query: NAMES }, { 'hub-as-of': moments[3]! })) as Answer;
    expect([codeOf(answer), answer.data]).toEqual(['DATABASE_UNAVAILABLE', null]);
  });
});

describe('the moments of revisions', () => {
  it('increase with their numbers, even if the clock goes back', async () => {
    const pool = await test.subgraph.database.pool();
    await pool.query(
      `insert into revision (number, published_at, published_by, dataset, added, changed, withdrawn, findings)
        values (5, clock_timestamp() + interval '1 day', 'tester', 'well', 0, 0, 0, 0)`,
    );
    await pool.query(
      `insert into revision (number, published_by, dataset, added, changed, withdrawn, findings)
        values (6, 'tester', 'well', 0, 0, 0, 0)`,
    );
    const { rows } = await pool.query('select number from revision order by published_at');
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
