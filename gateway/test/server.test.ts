import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, type GatewayOptions, startGateway } from '../src/index.js';
import { type SubgraphServer, serveSubgraph } from './subgraph-server.js';
import { supergraphOf } from './subgraphs.js';

const json = { 'content-type': 'application/json' };
/** GraphQL’s own media type, in which a status says what became of the operation. */
const own = { ...json, accept: 'application/graphql-response+json' };
const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
const file = join(folder, 'supergraph.graphql');

let a: SubgraphServer;
let b: SubgraphServer;
let wider: SubgraphServer;
let gateway: Gateway;

let slowCalls = 0;

beforeAll(async () => {
  a = await serveSubgraph(
    'a',
    'type Query { town: Town slow: Int } type Mutation { set: Int } type Town @key(fields: "code") { code: ID! name: String }',
    {
      Query: { town: () => ({ code: '1', name: 'Chalco' }), slow: () => sleep(600, ++slowCalls && 1) },
      Mutation: { set: () => 1 },
    },
  );
  b = await serveSubgraph('b', 'type Town @key(fields: "code") { code: ID! value: Int }', { Town: { value: () => 5 } });
  wider = await serveSubgraph(
    'b',
    'type Query { extra: Int } type Town @key(fields: "code") { code: ID! value: Int more: Int }',
    {
      Query: { extra: () => 9 },
      Town: { value: () => 6, more: () => 7 },
    },
  );
  writeFileSync(file, supergraphOf([a, b]));
  gateway = await startGateway({
    supergraph: { file },
    port: 0,
    host: '127.0.0.1',
    forwardHeaders: ['X-Trace'],
    sharing: false,
  });
});

afterAll(async () => {
  await gateway.stop();
  await Promise.all([a, b, wider].map((it) => it.close()));
  rmSync(folder, { recursive: true });
});

async function post(body: unknown, headers: Record<string, string> = json) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(gateway.url, { method: 'POST', headers, body: text });
}

const ask = async (query: string) => (await (await post({ query })).json()) as { data?: Record<string, unknown> };

describe('GraphQL over HTTP', () => {
  test('a POST on / and on /graphql', async () => {
    const wanted = { data: { town: { name: 'Chalco', value: 5 } } };
    expect(await ask('{ town { name value } }')).toEqual(wanted);
    const other = await fetch(`${gateway.url}graphql`, {
      method: 'POST',
      headers: json,
      body: '{"query":"{ town { name value } }"}',
    });
    expect(await other.json()).toEqual(wanted);
  });

  test('a GET of a query, with variables', async () => {
    const query = encodeURIComponent('query ($n: Boolean!) { town { name @include(if: $n) code } }');
    const answer = await fetch(`${gateway.url}graphql?query=${query}&variables=${encodeURIComponent('{"n":true}')}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await answer.json()).toEqual({ data: { town: { name: 'Chalco', code: '1' } } });
  });

  test('a GET without a preflight request is rejected, since a page of another site could send it', async () => {
    expect((await fetch(`${gateway.url}?query={__typename}`)).status).toBe(400);
  });

  test('a GET of a mutation is rejected', async () => {
    const answer = await fetch(`${gateway.url}?query=mutation{set}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('the response has the requested media type', async () => {
    const accept = 'application/graphql-response+json';
    const answer = await post({ query: '{ __typename }' }, { ...json, accept });
    expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    expect((await post({ query: '{ __typename }' })).headers.get('content-type')).toBe(
      'application/json; charset=utf-8',
    );
  });

  test.each([
    ['an unknown field, without a suggestion', { query: '{ tow }' }, own, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['the same in plain JSON', { query: '{ tow }' }, json, 200, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', { query: '{' }, own, 400, 'GRAPHQL_PARSE_FAILED'],
    [
      'a variable that does not fit',
      { query: 'query ($x: Int!) { slow @skip(if: true) __type(name: $x) { name } }' },
      own,
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'no operation of that name',
      { query: 'query x { slow }', operationName: 'y' },
      own,
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['a refused name', { query: 'query __proto__ { town { code } }' }, own, 400, 'NAME_REFUSED'],
    ['a batch', [{ query: '{ __typename }' }], json, 400, 'BODY_UNREADABLE'],
    ['not JSON', '{', json, 400, 'BODY_UNREADABLE'],
    ['another content type', 'x', { 'content-type': 'text/plain' }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a body that is too large', { query: '{ __typename }', pad: 'x'.repeat(1_100_000) }, json, 413, 'BODY_TOO_LARGE'],
  ])('%s', async (_title, body, headers, status, code) => {
    const answer = await post(body, headers);
    const text = await answer.text();
    expect({ status: answer.status, code: JSON.parse(text).errors[0].extensions.code }).toEqual({ status, code });
    expect(text).not.toMatch(/Did you mean|stacktrace|node_modules/);
  });

  test('only the listed client headers are forwarded to a subgraph', async () => {
    await post({ query: '{ town { code } }' }, { ...json, 'x-trace': 't', authorization: 'secret' });
    expect(a.seen).toMatchObject({ 'x-trace': 't' });
    expect(a.seen).not.toHaveProperty('authorization');
  });

  test('an unsupported method is rejected with 405', async () => {
    const answer = await fetch(gateway.url, { method: 'PUT', headers: json, body: '{"query":"{ __typename }"}' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('an unknown path is not found', async () => {
    expect((await fetch(`${gateway.url}admin`)).status).toBe(404);
  });
});

describe('for browsers', () => {
  test('the landing page is Apollo Sandbox', async () => {
    const page = await fetch(gateway.url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(await page.text()).toContain('embeddable-sandbox');
  });

  test.each([['https://studio.apollographql.com'], ['http://localhost:5173']])(
    'a preflight from %s',
    async (origin) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-y',
      };
      const answer = await fetch(gateway.url, { method: 'OPTIONS', headers });
      expect(answer.status).toBe(204);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'content-type,x-y',
        vary: 'origin',
      });
    },
  );

  test.each([['https://evil.test'], ['http://localhost.evil.test'], ['null']])('none from %s', async (origin) => {
    const answer = await fetch(gateway.url, { method: 'OPTIONS', headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a changed supergraph file', () => {
  const health = async () =>
    (await fetch(`${gateway.url}health`)).json() as Promise<{ supergraph: { refused?: string } }>;
  const until = async (done: () => Promise<boolean>) => {
    for (let i = 0; i < 100 && !(await done()); i++) await sleep(50);
    expect(await done()).toBe(true);
  };
  const replaceFile = (text: string) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };

  test('is loaded while requests are in flight, and none fails', async () => {
    const before = slowCalls;
    const flying = Array.from({ length: 20 }, () => ask('{ slow town { value } }'));
    while (slowCalls < before + 20) await sleep(1);
    replaceFile(supergraphOf([a, wider]));
    await until(async () => (await ask('{ extra }')).data?.extra === 9);
    const answers = await Promise.all(flying);
    for (const answer of answers) expect(answer).toEqual({ data: { slow: 1, town: { value: 5 } } });
    expect(await ask('{ town { value more } }')).toEqual({ data: { town: { value: 6, more: 7 } } });
  });

  test('that cannot be loaded leaves the last one, and /health reports it', async () => {
    replaceFile('type Query { lost: Int }');
    await until(async () => (await health()).supergraph.refused !== undefined);
    expect((await health()).supergraph.refused).toContain('join__Graph');
    expect(await ask('{ extra }')).toEqual({ data: { extra: 9 } });
    rmSync(file);
    await until(async () => (await health()).supergraph.refused?.includes('does not exist') ?? false);
    expect((await health()).supergraph.refused).not.toContain(folder);
    replaceFile(supergraphOf([a, wider]));
    await until(async () => (await health()).supergraph.refused === undefined);
  });
});

describe('starting and stopping', () => {
  const start = (options: Partial<GatewayOptions>) =>
    startGateway({ supergraph: { sdl: supergraphOf([a, b]) }, port: 0, host: '127.0.0.1', ...options });

  test('/health returns 200', async () => {
    const answer = await fetch(`${gateway.url}health`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { status: 'ok' }]);
  });

  test('a port in use is an error', async () => {
    await expect(start({ port: gateway.port })).rejects.toMatchObject({ name: 'ListenError', code: 'PORT_TAKEN' });
  });

  test('a supergraph file that does not exist, is not GraphQL, or has no subgraph URL is an error', async () => {
    const refused = { name: 'GatewayError', code: 'SUPERGRAPH_UNREADABLE' };
    await expect(start({ supergraph: { file: join(folder, 'none') } })).rejects.toMatchObject(refused);
    await expect(start({ supergraph: { sdl: 'nonsense {' } })).rejects.toMatchObject(refused);
    const sdl = supergraphOf([{ ...a, url: '' }, b]);
    await expect(start({ supergraph: { sdl } })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('subgraph "a"'),
    });
  });

  test('requests in flight get a response, later ones none', async () => {
    const other = await start({});
    const flying = fetch(other.url, { method: 'POST', headers: json, body: '{"query":"{ slow }"}' });
    await sleep(100);
    const stopped = other.stop();
    expect(await (await flying).json()).toEqual({ data: { slow: 1 } });
    await stopped;
    await expect(fetch(`${other.url}health`)).rejects.toThrow();
    await other.stop();
  });

  test('requests that exceed the time to stop are cut off', async () => {
    const other = await start({ stopTimeout: 100 });
    const flying = fetch(other.url, { method: 'POST', headers: json, body: '{"query":"{ slow }"}' });
    flying.catch(() => {});
    await sleep(100);
    const begun = Date.now();
    await other.stop();
    expect(Date.now() - begun).toBeLessThan(450);
    await expect(flying).rejects.toThrow();
  });

  test('a port in use by a server without HTTP is an error', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    taken.close();
  });
});
