import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type Gateway, startGateway } from '../src/index.js';
import type { Connect } from '../src/subgraph/transport.js';
import { type Call, inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  'type Query { town: Town } type Mutation { rename: Int } type Town @key(fields: "code") { code: ID! name: String }',
  { Query: { town: () => ({ code: '1', name: 'Chalco' }) }, Mutation: { rename: () => 1 } },
);
const water = testSubgraph('water', 'type Town @key(fields: "code") { code: ID! litres: Int }', {
  Town: { litres: () => 7 },
});

const JUNE = '2025-06-01T00:00:00.000Z';
const calls: Call[] = [];
const moments: (string | undefined)[] = [];

/** The towns know the past: revision 3 before July 2025, 9 since. The water does not. */
const connect: Connect = (name, url) => {
  const transport = inProcess([towns, water], calls)(name, url);
  if (name === 'water') return transport;
  return {
    name,
    close: () => transport.close(),
    send: async (request) => {
      const asOf = request.headers['hub-as-of'];
      moments.push(asOf);
      const revision = asOf !== undefined && asOf < '2025-07' ? 3 : 9;
      return { ...(await transport.send(request)), extensions: { revision, asOf } };
    },
  };
};

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ supergraph: { sdl: supergraphOf([towns, water]) }, connect, port: 0 });
});
afterAll(() => gateway.stop());
beforeEach(() => moments.splice(0));

async function ask(path: string, init: { body?: object; headers?: Record<string, string> } = {}, at = gateway) {
  const { body } = init;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    'apollo-require-preflight': '1',
    ...init.headers,
  };
  const asked = body
    ? { method: 'POST', headers, body: JSON.stringify(body) }
    : { headers: { ...headers, 'content-type': '' } };
  if (!body) Reflect.deleteProperty(asked.headers, 'content-type');
  const response = await fetch(new URL(path, at.url), asked);
  return { status: response.status, revisions: response.headers.get('hub-revisions'), answer: await response.json() };
}
const query = '{ town { name } }';
const inPast = (at: string) => ({
  data: { town: { name: 'Chalco' } },
  extensions: { revisions: { towns: 3 }, asOf: { at, present: [] } },
});

describe('an as-of request', () => {
  const ways: [string, string, Parameters<typeof ask>[1]][] = [
    ['in a header', '/', { body: { query }, headers: { 'hub-as-of': '2025-06-01T00:00:00Z' } }],
    ['in its operation', '/', { body: { query: `query @asOf(at: "2025-06-01") ${query}` } }],
    [
      'in a variable',
      '/',
      { body: { query: `query Q($at: String!) @asOf(at: $at) ${query}`, variables: { at: '2025-06-01' } } },
    ],
    ['in the URL of a GET', `/?query=${encodeURIComponent(query)}&asOf=2025-06-01`, {}],
  ];
  test.each(ways)('with the moment %s reads past data, on first use and from the cache', async (_, path, init) => {
    for (let time = 0; time < 3; time++)
      expect(await ask(path, init)).toEqual({ status: 200, revisions: 'towns=3', answer: inPast(JUNE) });
    // A request in one form uses the cached response of the same request in another form.
    expect(moments.filter((moment) => moment !== JUNE)).toEqual([]);
  });

  test('does not change the present response of the same operation', async () => {
    const present = await ask('/', { body: { query } });
    expect(present).toEqual({
      status: 200,
      revisions: 'towns=9',
      answer: { data: { town: { name: 'Chalco' } }, extensions: { revisions: { towns: 9 } } },
    });
    expect(moments).toEqual([undefined]);
  });

  test('lists the subgraphs that returned present data because they have no as-of support', async () => {
    const body = { query: 'query @asOf(at: "2025-06-01") { town { name litres } }' };
    const { answer } = await ask('/', { body });
    expect(answer).toEqual({
      data: { town: { name: 'Chalco', litres: 7 } },
      extensions: { revisions: { towns: 3 }, asOf: { at: JUNE, present: ['water'] } },
    });
  });

  test('is sent to subgraphs without the directive', async () => {
    calls.splice(0);
    await ask('/', {
      body: { query: 'query Named($at: String!) @asOf(at: $at) { town { code } }', variables: { at: JUNE } },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]!.query).not.toContain('asOf');
    expect(calls[0]!.variables).toEqual({});
  });
});

describe('an invalid moment', () => {
  test.each([
    ['AS_OF_UNREADABLE', { body: { query }, headers: { 'hub-as-of': 'june' } }],
    ['AS_OF_UNREADABLE', { body: { query: `query @asOf(at: "june") ${query}` } }],
    ['AS_OF_FUTURE', { body: { query }, headers: { 'hub-as-of': '2999-01-01' } }],
    ['AS_OF_FUTURE', { body: { query: `query @asOf(at: "2999-01-01") ${query}` } }],
    [
      'AS_OF_TWICE',
      { body: { query: `query @asOf(at: "2025-06-01") ${query}` }, headers: { 'hub-as-of': '2025-06-02' } },
    ],
    ['AS_OF_MUTATION', { body: { query: 'mutation { rename }' }, headers: { 'hub-as-of': '2025-06-02' } }],
  ])('is rejected with %s', async (code, init) => {
    for (let time = 0; time < 2; time++) {
      const { status, answer } = await ask('/', init);
      expect([status, (answer as { errors: { extensions: object }[] }).errors[0]!.extensions]).toEqual([400, { code }]);
    }
    expect(moments).toEqual([]);
  });
});

test('introspection returns the directive @asOf', async () => {
  const { answer } = await ask('/', { body: { query: getIntrospectionQuery() } });
  const { directives } = (answer as { data: { __schema: { directives: { name: string; locations: string[] }[] } } })
    .data.__schema;
  expect(directives.find(({ name }) => name === 'asOf')).toMatchObject({
    locations: ['QUERY'],
    args: [{ name: 'at' }],
  });
});

describe('a trusted document', () => {
  const trusted = 'query Town { town { name } }';
  const own = 'query Then($at: String!) @asOf(at: $at) { town { name } }';
  const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const byId = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: idOf(text) } } });
  let closed: Gateway;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cabildo-trusted-'));
    const operations = [trusted, own].map((body) => ({ id: idOf(body), name: 'Q', type: 'query', body }));
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    await writeFile(join(folder, 'trusted.json'), JSON.stringify(manifest));
    closed = await startGateway({
      supergraph: { sdl: supergraphOf([towns, water]) },
      connect,
      port: 0,
      trustedDocuments: join(folder, 'trusted.json'),
      onlyTrusted: true,
      permalinks: { folder: join(folder, 'permalinks'), maxBytes: 1_000_000 },
    });
  });
  afterAll(async () => {
    await closed.stop();
    await rm(folder, { recursive: true });
  });

  test('runs by its id as of a moment in the header, the URL or the directive', async () => {
    const extensions = encodeURIComponent(JSON.stringify(byId(trusted).extensions));
    const answers = [
      await ask('/', { body: byId(trusted), headers: { 'hub-as-of': '2025-06-01' } }, closed),
      await ask(`/?extensions=${extensions}&asOf=2025-06-01`, {}, closed),
      await ask('/', { body: { ...byId(own), variables: { at: '2025-06-01' } } }, closed),
    ];
    for (const { answer } of answers) expect(answer).toEqual(inPast(JUNE));
  });

  test('gets a permalink by its id; another operation gets none', async () => {
    const made = await ask('/p', { body: { ...byId(own), variables: { at: '2025-06-01' } } }, closed);
    expect([made.status, made.answer]).toMatchObject([201, inPast(JUNE)]);
    const refused = await ask('/p', { body: { query: '{ town { code } }' } }, closed);
    expect((refused.answer as { errors: { extensions: object }[] }).errors[0]!.extensions).toEqual({
      code: 'DOCUMENT_UNTRUSTED',
    });
  });
});
