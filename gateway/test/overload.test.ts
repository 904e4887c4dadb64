import { request as httpRequest } from 'node:http';
import { connect as connectTo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Concurrency } from '../src/guard/concurrency.js';
import { Permit } from '../src/guard/permit.js';
import { PermitPool } from '../src/guard/permit-pool.js';
import { Rate } from '../src/guard/rate.js';
import { Refusals } from '../src/guard/refusals.js';
import { type Connect, type Gateway, type GatewayOptions, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

let atOnce = 0;
let most = 0;
const slow = testSubgraph('slow', 'type Query { slow: Int quick: Int }', {
  Query: {
    quick: () => 1,
    slow: async () => {
      most = Math.max(most, ++atOnce);
      await sleep(60);
      return atOnce--;
    },
  },
});

const transportOf: Connect = (name, url) => {
  const transport = inProcess([slow])(name, url);
  const send: typeof transport.send = async (asked) => ({
    ...(await transport.send(asked)),
    extensions: { revision: 1 },
  });
  return { name, send, close: () => transport.close() };
};

const open: Gateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.stop();
});

async function start(options: Partial<GatewayOptions>): Promise<Gateway> {
  const connect: Connect = inProcess([slow]);
  const supergraph = { sdl: supergraphOf([slow]) };
  const gateway = await startGateway({ supergraph, connect, port: 0, host: '127.0.0.1', sharing: false, ...options });
  open.push(gateway);
  return gateway;
}

const post = ({ url }: Gateway, query: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

const codeOf = async (response: Response) =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe('one client that asks too often', () => {
  test('is turned away, with the time to come again, and others are answered', async () => {
    const gateway = await start({ rate: { perSecond: 0.01, burst: 5 }, trustedProxies: 1 });
    const greedy = { 'x-forwarded-for': '10.9.9.9, 203.0.113.7' };
    const statuses: number[] = [];
    for (let i = 0; i < 10; i++) statuses.push((await post(gateway, '{ quick }', greedy)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429, 429, 429]);

    const refused = await post(gateway, '{ quick }', greedy);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await codeOf(refused)).toBe('TOO_MANY_REQUESTS');
    expect((await post(gateway, '{ quick }', { 'x-forwarded-for': '203.0.113.8' })).status).toBe(200);
    const lying = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' };
    expect((await post(gateway, '{ quick }', lying)).status).toBe(429);
    expect((await fetch(`${gateway.url}health`)).status).toBe(200);
  });

  test('keeps its connection: a new one would cost more than to refuse', async () => {
    const gateway = await start({ rate: { perSecond: 0.01, burst: 2 } });
    const body = '{"query":"{ quick }"}';
    const head = `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    const line = connectTo(gateway.port, '127.0.0.1').on('error', () => {});
    const statuses: string[] = [];
    line.on('data', (data) => {
      statuses.push(data.toString().slice(9, 12));
      if (statuses.length < 5) line.write(head + body);
      else line.end();
    });
    line.write(head + body);
    await new Promise((resolve) => line.once('close', resolve));
    expect(statuses).toEqual(['200', '200', '429', '429', '429']);
  });

  test('may ask again at its rate', () => {
    let now = 0;
    const rate = new Rate({ perSecond: 2, burst: 3 }, () => now);
    expect([rate.take('a'), rate.take('a'), rate.take('a'), rate.take('a')]).toEqual([0, 0, 0, 0.5]);
    now += 500;
    expect([rate.take('a'), rate.take('a')]).toEqual([0, 0.5]);
    now += 3_600_000;
    expect([1, 2, 3, 4].map(() => rate.take('a'))).toEqual([0, 0, 0, 0.5]);
  });
});

describe('ten times as many clients as can be answered', () => {
  test('are answered as many at once as before, each in time, and the rest are told to come again', async () => {
    const gateway = await start({ admission: { concurrency: 4, queue: 4, queueTimeout: 1_000 } });
    await post(gateway, '{ slow }');
    const best = await during(1_000, 4, gateway);
    most = 0;
    const flood = await during(1_000, 40, gateway);
    expect(best.refused).toBe(0);
    expect(most).toBe(4);
    expect(flood.answered).toBeGreaterThan(0);
    expect(flood.refused).toBeGreaterThan(0);
    expect(flood.slowest).toBeLessThan(15_000);
  });

  async function during(ms: number, clients: number, gateway: Gateway) {
    const counts = { answered: 0, refused: 0, slowest: 0 };
    const end = performance.now() + ms;
    const client = async () => {
      while (performance.now() < end) {
        const began = performance.now();
        const response = await post(gateway, '{ slow }');
        if (response.status === 200) {
          counts.answered++;
          counts.slowest = Math.max(counts.slowest, performance.now() - began);
          await response.arrayBuffer();
          continue;
        }
        expect([response.status, response.headers.get('retry-after'), await codeOf(response)]).toEqual([
          503,
          '1',
          'OVERLOADED',
        ]);
        counts.refused++;
        await sleep(50);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    return counts;
  }

  test('wait in turn, and no longer than they may', async () => {
    const admission = new PermitPool({ concurrency: 1, queue: 2, queueTimeout: 30 });
    const first = admission.acquire() as Permit;
    const waiting = [admission.acquire(), admission.acquire()];
    expect([admission.acquire(), admission.atWork, admission.waiting]).toEqual([undefined, 1, 2]);
    first.release();
    first.release();
    const [second, third] = await Promise.all(waiting);
    expect([second, third, admission.atWork, admission.waiting]).toEqual([expect.any(Permit), undefined, 1, 0]);
    second!.release();
    expect([admission.acquire(), admission.atWork]).toEqual([expect.any(Permit), 1]);
  });

  test('wait in a short queue where more have come than could ever wait, and in a long one when those have been told', async () => {
    const admission = new PermitPool({ concurrency: 4, queue: 150 });
    const enter = (times: number) => Array.from({ length: times }, () => admission.acquire());
    enter(4);
    const told = Array.from({ length: 250 }, () => admission.refusal({ destroyed: false }));
    expect([admission.refusals, enter(10).filter(Boolean).length, admission.waiting]).toEqual([150, 4, 4]);
    await Promise.all(told);
    expect([enter(200).filter(Boolean).length, admission.waiting]).toEqual([146, 150]);
  });

  test('are answered all where they ask the same: who waits for the run of another takes no place', async () => {
    const connect: Connect = (name, url) => ({
      ...transportOf(name, url),
      watch: (listener) => {
        listener({ number: 1 });
        return () => {};
      },
    });
    const gateway = await start({ connect, sharing: true, admission: { concurrency: 2, queue: 30, queueTimeout: 40 } });
    await post(gateway, '{ slow }');
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await post(gateway, '{ slow }')).status),
    );
    expect(statuses).toEqual(Array(20).fill(200));
    const different = Array.from({ length: 20 }, async (_, i) => (await post(gateway, `{ a${i}: slow }`)).status);
    expect(await Promise.all(different)).toContain(503);
  });

  test('are told later where many are turned away, and at once where few are', async () => {
    const admission = new PermitPool({ concurrency: 1, queue: 0 });
    const told = Array.from({ length: 300 }, () => admission.refusal({ destroyed: false }));
    expect(told.filter((later) => later === undefined)).toHaveLength(100);
    expect(admission.refusals).toBe(200);
    const began = performance.now();
    await Promise.all(told);
    expect(performance.now() - began).toBeGreaterThan(300);
    expect(admission.refusals).toBe(0);
    await sleep(100);
    expect(admission.refusal({ destroyed: false })).toBeUndefined();
  });

  test('who have left wait for no refusal, and take nobody’s turn', async () => {
    const refusals = new Refusals();
    for (let i = 0; i < 5_000; i++) void refusals.turn({ destroyed: i >= 100 });
    const began = performance.now();
    await refusals.turn({ destroyed: false });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(refusals.waiting).toBe(0);
  });

  test('are worked on fewer at a time while the process has no time to spare, and as many as before when it has', async () => {
    const concurrency = new Concurrency(256);
    const limit = () => concurrency.limit(performance.now());
    expect(limit()).toBe(256);
    const busyUntil = performance.now() + 2_000;
    while (performance.now() < busyUntil) limit();
    expect(limit()).toBe(16);
    for (let i = 0; i < 20 && limit() < 256; i++) await sleep(110);
    expect(limit()).toBe(256);
  });

  test('are never fewer at a time than may be, where that is few', () => {
    const concurrency = new Concurrency(4);
    const busyUntil = performance.now() + 300;
    while (performance.now() < busyUntil) concurrency.limit(performance.now());
    expect(concurrency.limit(performance.now())).toBe(4);
  });

  test('are turned away where memory is short', () => {
    expect(new PermitPool({ maxHeapShare: 0 }).acquire()).toBeUndefined();
    expect(new PermitPool().acquire()).toBeInstanceOf(Permit);
  });
});

describe('connections', () => {
  test('beyond those that there may be are hung up on, and there is room when others have gone', async () => {
    const gateway = await start({ maxConnections: 5 });
    const lines = Array.from({ length: 8 }, () => connectTo(gateway.port, '127.0.0.1').on('error', () => {}));
    let gone = 0;
    for (const line of lines) line.resume().on('close', () => gone++);
    for (let i = 0; i < 200 && gone < 3; i++) await sleep(10);
    expect(gone).toBe(3);
    for (const line of lines) line.destroy();
    await sleep(50);
    const text = await (await fetch(`${gateway.url}metrics`)).text();
    expect(text).toContain('cabildo_connections_dropped_total 3');
  });

  test('that say nothing, or their headers a byte at a time, are not waited for', async () => {
    const gateway = await start({ headersTimeout: 300 });
    const line = connectTo(gateway.port, '127.0.0.1').on('error', () => {});
    line.write('POST / HTTP/1.1\r\nx: ');
    const timer = setInterval(() => line.write('y'), 50);
    let text = '';
    line.on('data', (data) => {
      text += data;
    });
    await new Promise((resolve) => line.once('close', resolve));
    clearInterval(timer);
    expect(text).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(JSON.parse(text.split('\r\n\r\n')[1]!).errors[0].extensions.code).toBe('REQUEST_TOO_SLOW');
    expect(await rejections(gateway, 'REQUEST_TOO_SLOW')).toBe(1);
  });

  test.each([
    [
      'whose headers are too large',
      `GET /health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['that speak another protocol', '\u0016\u0003\u0001\r\n\r\n', 400, 'REQUEST_UNREADABLE'],
    [
      'with two lengths, of which each proxy believes another',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'REQUEST_UNREADABLE',
    ],
  ])('%s are told so, and counted', async (_title, sent, status, code) => {
    const gateway = await start({});
    const line = connectTo(gateway.port, '127.0.0.1').on('error', () => {});
    let text = '';
    line.on('data', (data) => {
      text += data;
    });
    line.write(sent);
    await new Promise((resolve) => line.once('close', resolve));
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(text.split('\r\n\r\n')[1]!).errors[0].extensions.code).toBe(code);
    expect(await rejections(gateway, code)).toBe(1);
  });

  test('that go in the middle of their headers are not counted', async () => {
    const gateway = await start({});
    const line = connectTo(gateway.port, '127.0.0.1');
    line.end('POST / HTTP/1.1\r\nx: ');
    await new Promise((resolve) => line.once('close', resolve));
    expect(await rejections(gateway, 'REQUEST_UNREADABLE')).toBe(0);
  });
});

async function rejections(gateway: Gateway, code: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}metrics`)).text();
  return Number(new RegExp(`^cabildo_rejections_total\\{code="${code}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

describe('a body', () => {
  test('that comes a byte at a time is not waited for', async () => {
    const gateway = await start({ bodyTimeout: 150 });
    const { status, text } = await new Promise<{ status?: number; text: string }>((resolve) => {
      const asked = httpRequest(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' } });
      const timer = setInterval(() => asked.write(' '), 20);
      asked.on('error', () => {});
      asked.once('response', async (response) => {
        clearInterval(timer);
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, text });
      });
    });
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([408, 'BODY_TOO_SLOW']);
  });

  test('that is not in UTF-8 is refused, rather than read as something else', async () => {
    const gateway = await start({});
    const body = Buffer.from('{"query":"{ a(b: \\"\xf1\\") }"}', 'latin1');
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_UNREADABLE' } }] });
  });

  test('that is compressed is not unpacked: thirty kilobytes may be thirty megabytes', async () => {
    const gateway = await start({});
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(`{"query":"{ quick }${' '.repeat(30_000_000)}"}`),
    });
    expect([response.status, await codeOf(response)]).toEqual([415, 'BODY_ENCODED']);
  });

  test('that is cut leaves nothing behind', async () => {
    const gateway = await start({});
    const { port } = gateway;
    const line = connectTo(port, '127.0.0.1', () =>
      line.end('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"'),
    );
    line.on('error', () => {}).resume();
    await new Promise((resolve) => line.once('close', resolve));
    expect((await post(gateway, '{ quick }')).status).toBe(200);
  });
});
