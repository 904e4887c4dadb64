import type { RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Connect, type Gateway, type GatewayOptions, httpConnect, startGateway } from '../src/index.js';
import { listen } from './subgraph-server.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  'type Query { town: Town slow: Int } type Town @key(fields: "code") { code: ID! name: String }',
  { Query: { town: () => ({ code: '1', name: 'Chalco' }) } },
);
const figures = testSubgraph(
  'figures',
  'type Query { total: Int } type Mutation { add: Int } type Town @key(fields: "code") { code: ID! value: Int }',
  {},
);

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A gateway whose subgraph `figures` is what listens at the address. */
async function gatewayOver(url: string, options: Partial<GatewayOptions> = {}, timeout = 10_000): Promise<Gateway> {
  const http = httpConnect({ maxResponseBytes: 1_000_000, timeout });
  const well = inProcess([towns]);
  const connect: Connect = (name, at) => (name === 'figures' ? http(name, url) : well(name, at));
  const supergraph = { sdl: supergraphOf([towns, figures]) };
  const gateway = await startGateway({ supergraph, connect, port: 0, host: '127.0.0.1', stopTimeout: 100, ...options });
  open.push(() => gateway.stop());
  return gateway;
}

/** A server of whatever it is told to be, and of no revisions. */
async function served(answer: RequestListener): Promise<string> {
  const server = await listen((request, response) => {
    if (request.method === 'GET') response.writeHead(404).end();
    else answer(request, response);
  });
  open.push(() => server.close());
  return server.url;
}

async function ask({ url }: Gateway, query = '{ town { name value } }') {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: unknown; errors?: { path: unknown; extensions: { code: string } }[] };
}

const well: RequestListener = async (request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/json').end('{"data":{"total":5,"_entities":[{"value":5}]}}');
};
const whole = { data: { town: { name: 'Chalco', value: 5 } } };
const partial = (code: string) => ({
  data: { town: { name: 'Chalco', value: null } },
  errors: [{ path: ['town', 'value'], extensions: { code, serviceName: 'figures' } }],
});

describe('the rest of the answer comes where a subgraph', () => {
  test('would answer a gigabyte, of which no more is read than is accepted', async () => {
    const chunk = Buffer.alloc(65_536, 'x');
    let sent = 0;
    const url = await served((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":"');
      const more = () => {
        while (sent < 1e9 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response.end('"}');
      };
      more();
    });
    expect(await ask(await gatewayOver(url))).toMatchObject(partial('SUBGRAPH_RESPONSE_TOO_LARGE'));
    expect(sent).toBeLessThan(100e6);
  });

  test('announces a gigabyte, before its first byte', async () => {
    const url = await served((_request, response) => {
      response.writeHead(200, { 'content-length': '1000000000' }).flushHeaders();
    });
    expect(await ask(await gatewayOver(url))).toMatchObject(partial('SUBGRAPH_RESPONSE_TOO_LARGE'));
  });

  test('answers a byte at a time, for ever: when the request’s time is up', async () => {
    const url = await served((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await ask(await gatewayOver(url, { requestTimeout: 300 }))).toMatchObject(partial('DEADLINE_EXCEEDED'));
  });

  test('answers nothing at all', async () => {
    const url = await served(() => {});
    expect(await ask(await gatewayOver(url, {}, 200))).toMatchObject(partial('SUBGRAPH_TIMEOUT'));
  });

  test.each([
    ['answers HTML', '<!doctype html><title>Mantenimiento</title>'],
    ['answers half a JSON', '{"data":{"_entities":[{"val'],
    ['answers what was compressed unasked', Buffer.from('H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==', 'base64')],
  ])('%s', async (_title, body) => {
    const url = await served((_request, response) => response.end(body));
    expect(await ask(await gatewayOver(url))).toMatchObject(partial('SUBGRAPH_BAD_RESPONSE'));
  });

  test('answers a value of another type', async () => {
    const url = await served((_request, response) => response.end('{"data":{"_entities":[{"value":"five"}]}}'));
    expect(await ask(await gatewayOver(url))).toMatchObject({
      data: { town: { name: 'Chalco', value: null } },
      errors: [{ path: ['town', 'value'], extensions: { code: 'SUBGRAPH_INVALID_VALUE' } }],
    });
  });
});

describe('the time that is left', () => {
  test('is told to each subgraph in milliseconds', async () => {
    const left: number[] = [];
    const url = await served((request, response) => {
      left.push(Number(request.headers['hub-timeout']));
      well(request, response);
    });
    expect(await ask(await gatewayOver(url, { requestTimeout: 5_000 }))).toEqual(whole);
    expect(left).toEqual([expect.any(Number)]);
    expect(left[0]).toBeGreaterThan(0);
    expect(left[0]).toBeLessThan(5_000);
  });
});

describe('a lost connection', () => {
  /** Takes a connection and cuts it once something was sent, so many times; after that it answers. */
  async function cutting(count: number): Promise<{ url: string; cut: () => number }> {
    let cut = 0;
    const lines = new Set<Socket>();
    const server = createServer((line) => {
      lines.add(line);
      line.on('error', () => {});
      line.once('data', (data) => {
        if (data.toString().startsWith('GET')) return line.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
        if (cut++ < count) return line.destroy();
        const body = '{"data":{"add":1,"total":5,"_entities":[{"value":5}]}}';
        return line.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(async () => {
      for (const line of lines) line.destroy();
      server.close();
    });
    const { port } = server.address() as { port: number };
    return { url: `http://127.0.0.1:${port}/`, cut: () => cut };
  }

  test('is no loss for a query: it is sent once more', async () => {
    const { url, cut } = await cutting(1);
    expect(await ask(await gatewayOver(url))).toEqual(whole);
    expect(cut()).toBe(2);
  });

  test('is one where it is lost again: a query is not sent a third time', async () => {
    const { url, cut } = await cutting(5);
    expect(await ask(await gatewayOver(url))).toMatchObject(partial('SUBGRAPH_UNREACHABLE'));
    expect(cut()).toBe(2);
  });

  test('never repeats a mutation', async () => {
    const { url, cut } = await cutting(1);
    expect(await ask(await gatewayOver(url), 'mutation { add }')).toMatchObject({
      data: { add: null },
      errors: [{ path: ['add'], extensions: { code: 'SUBGRAPH_UNREACHABLE' } }],
    });
    expect(cut()).toBe(1);
  });
});

describe('a subgraph that fails and fails', () => {
  /** A subgraph that is down until it is told to be up. */
  async function broken() {
    const state = { up: false, calls: 0 };
    const url = await served((request, response) => {
      state.calls++;
      if (state.up) well(request, response);
      else response.writeHead(502).end('<html>Bad Gateway');
    });
    return { url, state };
  }

  test('is spared', async () => {
    const { url, state } = await broken();
    const gateway = await gatewayOver(url, { breaker: { least: 5, rest: 60_000 } });
    for (let i = 0; i < 5; i++) expect(await ask(gateway)).toMatchObject(partial('SUBGRAPH_BAD_RESPONSE'));
    for (let i = 0; i < 20; i++) expect(await ask(gateway)).toMatchObject(partial('SUBGRAPH_SPARED'));
    expect(state.calls).toBe(5);
  });

  test('is back without a restart', async () => {
    const { url, state } = await broken();
    const gateway = await gatewayOver(url, { breaker: { least: 5, rest: 20, maxOpenMs: 40 } });
    for (let i = 0; i < 10; i++) expect((await ask(gateway)).data).toEqual(partial('').data);
    state.up = true;
    let answer = await ask(gateway);
    for (let i = 0; i < 100 && answer.errors; i++) {
      await sleep(20);
      answer = await ask(gateway);
    }
    expect(answer).toEqual(whole);
    expect(await Promise.all([ask(gateway), ask(gateway)])).toEqual([whole, whole]);
  });

  test('is not spared for what clients ask of it: an answer that is too large is an answer', async () => {
    const url = await served((_request, response) => response.end('x'.repeat(2_000_000)));
    const gateway = await gatewayOver(url, { breaker: { least: 3 } });
    for (let i = 0; i < 6; i++) expect(await ask(gateway)).toMatchObject(partial('SUBGRAPH_RESPONSE_TOO_LARGE'));
  });
});
