import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connect, type Gateway, httpConnect, jsonLog, startGateway } from '../src/index.js';
import { listen, type SubgraphServer, serveSubgraph } from './subgraph-server.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph('towns', 'type Query { town(code: ID!): String }', { Query: { town: () => 'Chalco' } });
let figures: SubgraphServer;
let gateway: Gateway;
let down = false;
const lines: string[] = [];

beforeAll(async () => {
  figures = await serveSubgraph('figures', 'type Query { total: Int }', { Query: { total: () => 5 } });
  const dead = await listen(() => {});
  await dead.close();
  const [up, refused] = [httpConnect()('figures', figures.url), httpConnect()('figures', dead.url)];
  const connect: Connect = (name, url) =>
    name === 'towns'
      ? inProcess([towns])(name, url)
      : { name, send: (request) => (down ? refused : up).send(request), close: () => up.close() };
  gateway = await startGateway({
    supergraph: { sdl: supergraphOf([towns, figures]) },
    connect,
    port: 0,
    host: '127.0.0.1',
    limits: { depth: 5 },
    log: jsonLog('info', { write: (line) => void lines.push(line) }),
  });
});

afterAll(async () => {
  await gateway.stop();
  await figures.close();
});

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const get = async (path: string) => {
  const response = await fetch(`${gateway.url}${path}`);
  return { status: response.status, text: await response.text() };
};
const metric = async (line: RegExp) => Number(line.exec((await get('metrics')).text)?.[1] ?? 0);

describe('/metrics', () => {
  test('counts requests, answers, plans, fetches and rejections, and gauges breakers', async () => {
    for (let i = 0; i < 3; i++) await (await post({ query: '{ total }' })).text();
    await (await post({ query: `{ ${'a { '.repeat(9)}b${' }'.repeat(9)} }` })).text();
    expect(await metric(/^cabildo_requests_total\{status="200"\} (\d+)$/m)).toBeGreaterThanOrEqual(3);
    expect(await metric(/^cabildo_requests_total\{status="400"\} (\d+)$/m)).toBe(1);
    expect(await metric(/^cabildo_rejections_total\{code="OPERATION_TOO_DEEP"\} (\d+)$/m)).toBe(1);
    expect(await metric(/^cabildo_fetches_total\{subgraph="figures",outcome="answered"\} (\d+)$/m)).toBe(3);
    expect(await metric(/^cabildo_fetch_seconds_count\{subgraph="figures"\} (\d+)$/m)).toBe(3);
    expect(await metric(/^cabildo_plans_total (\d+)$/m)).toBe(1);
    expect(await metric(/^cabildo_answers_total\{from="run"\} (\d+)$/m)).toBe(2);
    expect(await metric(/^cabildo_breaker_state\{subgraph="figures",state="closed"\} (\d+)$/m)).toBe(1);
    expect(await metric(/^cabildo_request_seconds_count (\d+)$/m)).toBeGreaterThanOrEqual(4);
    expect(await metric(/^cabildo_supergraph_refused (\d+)$/m)).toBe(0);
  });

  test('counts what the schema has no root for as refused: nothing is planned', async () => {
    await (await post({ query: 'mutation { total }' })).text();
    await (await post({ query: 'subscription { total }' })).text();
    expect(await metric(/^cabildo_rejections_total\{code="OPERATION_UNSUPPORTED"\} (\d+)$/m)).toBe(2);
    expect(await metric(/^cabildo_plan_failures_total\{.*\} (\d+)$/m)).toBe(0);
  });

  test('counts variables that do not fit as refused, whether or not their operation was asked before', async () => {
    const query = 'query ($known: Boolean!) { total @include(if: $known) }';
    const before = await metric(/^cabildo_rejections_total\{code="BAD_USER_INPUT"\} (\d+)$/m);
    for (const known of ['no', true, 'no', 'no']) await (await post({ query, variables: { known } })).text();
    expect(await metric(/^cabildo_rejections_total\{code="BAD_USER_INPUT"\} (\d+)$/m)).toBe(before + 3);
  });

  test('counts each failure of a subgraph by its code', async () => {
    down = true;
    await (await post({ query: '{ total }' })).text();
    expect(await metric(/^cabildo_fetches_total\{subgraph="figures",outcome="SUBGRAPH_UNREACHABLE"\} (\d+)$/m)).toBe(1);
    down = false;
  });
});

describe('/ready', () => {
  test('names each subgraph, and is 200 as long as one answers', async () => {
    down = true;
    const { status, text } = await get('ready');
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        status: 'ok',
        subgraphs: {
          towns: { status: 'up', breaker: 'closed' },
          figures: { status: 'down', breaker: 'closed', reason: 'SUBGRAPH_UNREACHABLE' },
        },
      },
    ]);
    down = false;
  });

  test('is 503 where none answers, while /health is 200: a restart would not help', async () => {
    const nowhere: Connect = (name) => httpConnect()(name, 'http://127.0.0.1:9/');
    const sdl = supergraphOf([towns, figures]);
    const alone = await startGateway({ supergraph: { sdl }, connect: nowhere, port: 0, host: '127.0.0.1' });
    expect((await fetch(`${alone.url}ready`)).status).toBe(503);
    expect((await fetch(`${alone.url}health`)).status).toBe(200);
    await alone.stop();
  });
});

describe('the log', () => {
  test('has a line a request, with its id, and no variable’s value, header or query', async () => {
    lines.length = 0;
    const secret = 'hunter2';
    const query = 'query ($code: ID!) { town(code: $code) }';
    const answer = await post(
      { query, variables: { code: secret } },
      { authorization: `Bearer ${secret}`, cookie: `session=${secret}`, 'x-request-id': 'proxy-1' },
    );
    await answer.text();
    expect(answer.headers.get('x-request-id')).toBe('proxy-1');
    await (await post({ query, variables: { code: [secret] } })).text();
    const variables = encodeURIComponent(JSON.stringify({ code: secret }));
    await get(`?query=${encodeURIComponent(query)}&variables=${variables}&apikey=${secret}`);
    await get('metrics');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 30, id: 'proxy-1', method: 'POST', path: '/', status: 200, bytes: 27, ms: expect.any(Number) },
      { id: expect.stringMatching(/^[\w-]{12}-[\da-z]+$/), method: 'POST', path: '/', status: expect.any(Number) },
      { method: 'GET', path: '/' },
    ]);
    expect(lines.join('')).not.toContain(secret);
  });

  test('takes no id that could be more than an id', async () => {
    const answer = await post({ query: '{ total }' }, { 'x-request-id': 'a b"c' });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{12}-[\da-z]+$/);
  });

  test('names why a request was refused', async () => {
    lines.length = 0;
    await (await post({ query: `{ ${'a { '.repeat(9)}b${' }'.repeat(9)} }` })).text();
    expect(JSON.parse(lines[0]!)).toMatchObject({ status: 400, code: 'OPERATION_TOO_DEEP' });
  });
});
