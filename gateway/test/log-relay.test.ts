import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SIGNATURE_HEADER, SignatureCheck } from '@cabildo/kit/process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, httpConnect, startGateway } from '../src/index.js';
import { listen } from './subgraph-server.js';
import { supergraphOf, testSubgraph } from './subgraphs.js';

const key = { id: 'gateway', secret: 'x'.repeat(32) };
const head = { subgraph: 'wells', size: 3, root: 'ab' };
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const fault = { errors: [{ message: 'There is no revision 9.', extensions: { code: 'NOT_FOUND' } }] };

/** ResponseCache as a subgraph of the kit does, or badly. */
const said: Record<string, (response: ServerResponse) => unknown> = {
  '/log/wells/head': (response) => json(response, 200, head),
  '/log/wells/row?dataset=well&revision=2&key=15031&key=w%201': (response) => json(response, 200, { entry: '{}' }),
  '/log/wells/inclusion?revision=9': (response) => json(response, 404, fault),
  '/log/wells/leaf/1': (response) => json(response, 503, { errors: [{ message: 'busy' }] }),
  '/log/wells/leaf/2': () => undefined,
  '/log/wells/leaf/3': (response) => response.writeHead(200).end('x'.repeat(5_000_000)),
  '/log/wells/leaf/4': (response) => response.writeHead(200).end('<p>hello</p>'),
  '/log/wells/leaf/5': (response) => void sleep(300).then(() => json(response, 200, {})),
};
const asked: string[] = [];
const check = new SignatureCheck([key]);
let subgraph: Awaited<ReturnType<typeof listen>>;
let gateway: Gateway;

beforeAll(async () => {
  subgraph = await listen(({ url = '/', method = 'GET', headers }, response) => {
    asked.push(url);
    check.begin(headers[SIGNATURE_HEADER])({ method, path: url, body: '' });
    const say = said[url];
    if (say) say(response);
    else response.writeHead(404).end('Not found');
  });
  const urls = { wells: subgraph.url, plain: subgraph.url, gone: 'http://127.0.0.1:1/graphql' };
  const keys = { wells: key, plain: key, gone: key };
  gateway = await startGateway({
    supergraph: {
      sdl: supergraphOf(Object.keys(urls).map((name) => testSubgraph(name, `type Query { ${name}: Int }`, {}))),
    },
    connect: httpConnect({ urls, keys, timeout: 400 }),
    port: 0,
    host: '127.0.0.1',
  });
});
afterEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.close();
});

const ask = async (path: string) => {
  const response = await fetch(`${gateway.url}log/${path}`);
  return { status: response.status, body: (await response.json()) as { errors?: { extensions: { code: string } }[] } };
};
const refusal = async (path: string) => {
  const { status, body } = await ask(path);
  return [status, body.errors?.[0]?.extensions.code];
};
const logCalls = () => asked.filter((url) => url !== '/revisions');

describe('the log of a subgraph, asked of the gateway', () => {
  test('is what the subgraph says, to a call that the gateway signs', async () => {
    expect(await ask('wells/head')).toEqual({ status: 200, body: head });
    expect(await ask('wells/row?dataset=well&revision=2&key=15031&key=w%201')).toMatchObject({ status: 200 });
    expect(await ask('wells/inclusion?revision=9')).toEqual({ status: 404, body: fault });
    const busy = await fetch(`${gateway.url}log/wells/leaf/1`);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1']);
  });

  test('is unknown where there is none, or no such subgraph', async () => {
    expect(await refusal('plain/head')).toEqual([404, 'LOG_UNKNOWN']);
    expect(await refusal('nobody/head')).toEqual([404, 'LOG_UNKNOWN']);
    expect(await refusal('')).toEqual([404, 'LOG_UNKNOWN']);
    expect((await fetch(`${gateway.url}log/wells/head`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  test.each([
    'wells/../../graphql?query={__typename}',
    'wells/%2e%2e/revisions',
    'wells/leaf/../../../revisions?stream=x',
    'wells/head/1/2',
    'wells//revisions',
    '../graphql/head',
  ])('is no way to anything else of it: %s', async (path) => {
    // fetch would walk the path itself.
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(gateway.port, '127.0.0.1', () =>
        socket.write(`GET /log/${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
      );
      socket.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(logCalls()).toEqual([]);
  });

  test.each([
    ['gone/head', 'cannot be reached'],
    ['wells/leaf/2', 'does not answer in time'],
    ['wells/leaf/3', 'says too much'],
    ['wells/leaf/4', 'speaks no JSON'],
  ])('is an error where it %s %s', async (path) => {
    expect(await refusal(path)).toEqual([503, 'LOG_UNREACHABLE']);
  });

  test('is asked by so many at once, and the rest is turned away', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask('wells/leaf/5')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(32);
    expect(statuses.filter((status) => status === 503)).toHaveLength(8);
    expect(await ask('wells/leaf/5')).toMatchObject({ status: 200 });
  });

  test('is spared once it has failed again and again, and its subgraph is not', async () => {
    for (let count = 0; count < 12; count++) await ask('gone/head');
    const { body } = await ask('gone/head');
    expect(JSON.stringify(body)).toContain('is not asked for now');
    const { errors } = await gateway.engine().execute({ query: '{ gone }' });
    expect(errors![0]!.extensions.code).toBe('SUBGRAPH_UNREACHABLE');
  });
});
