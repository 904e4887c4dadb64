import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createClient, RESP_TYPES } from '@redis/client';
import { request } from 'undici';
import { type Connect, type Gateway, type GatewayOptions, type RevisionListener, startGateway } from '../src/index.js';
import { describeWithRedis, RedisServer } from './redis-server.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const name = 'Chimalhuacán '.repeat(200);
const towns = testSubgraph(
  'towns',
  'type Query { town: Town broken: Int sky: Int } type Town @key(fields: "code") { code: ID! name: String }',
  {
    Query: {
      town: () => ({ code: '1', name }),
      sky: () => 1,
      broken: () => {
        throw new Error('broken');
      },
    },
  },
);
const query = '{ town { name } }';

let revision = 1;
let calls = 0;
const listeners = new Set<RevisionListener>();
const connect: Connect = (name, url) => {
  const transport = inProcess([towns])(name, url);
  return {
    name,
    close: async () => {},
    send: async (asked) => {
      calls++;
      return { ...(await transport.send(asked)), extensions: { revision } };
    },
    watch: (listener) => {
      listeners.add(listener);
      listener(revision === undefined || revision === null ? revision : { number: revision });
      return () => listeners.delete(listener);
    },
  };
};

const lines: string[] = [];
const log = {
  info: (line: string) => void lines.push(line),
  warn: (line: string) => void lines.push(line),
  error: (line: string) => void lines.push(line),
};
const open: Gateway[] = [];
async function start(url: string, options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const gateway = await startGateway({
    supergraph: { sdl: supergraphOf([towns]) },
    connect,
    port: 0,
    host: '127.0.0.1',
    redis: { url, timeout: 100 },
    log,
    ...options,
  });
  open.push(gateway);
  // What an operation is, each gateway must see for itself, once.
  for (const text of [query, '{ town { code } broken }', '{ sky }']) await ask(gateway, text, {});
  return gateway;
}
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.stop();
  lines.length = 0;
});
beforeEach(() => {
  revision++;
  for (const listener of listeners)
    listener(revision === undefined || revision === null ? revision : { number: revision });
  calls = 0;
});

async function ask(gateway: Gateway, text = query, headers: Record<string, string> = {}) {
  const answer = await request(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text }),
  });
  const body = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: answer.headers, body };
}

const metric = async ({ url }: Gateway, line: string) => {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.slice(line.length) ?? 0,
  );
};
const until = async (done: () => boolean | Promise<boolean>) => {
  for (let i = 0; !(await done()); i++) {
    if (i === 300) throw new Error(`still not so after 6 s; the log has ${JSON.stringify(lines)}`);
    await sleep(20);
  }
};
const hasKept = (gateway: Gateway, count = 1) =>
  until(async () => (await metric(gateway, 'cabildo_redis_total{use="keep",outcome="answered"}')) >= count);

describeWithRedis('gateways that share a Redis', () => {
  let server: RedisServer;
  const client = (): ReturnType<typeof connected> => connected(server.url);
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.end());

  test('give what another has made, to the byte, compressed or not, and with its ETag', async () => {
    const [one, other] = [await start(server.url), await start(server.url)];
    beforeAnother();
    const made = await ask(one, query, { 'accept-encoding': 'br' });
    await hasKept(one);
    const given = await ask(other, query, { 'accept-encoding': 'br' });
    expect(calls).toBe(1);
    expect(given.headers['content-encoding']).toBe('br');
    expect(given.body).toEqual(made.body);
    expect(JSON.parse(brotliDecompressSync(given.body).toString()).data).toEqual({ town: { name } });
    expect([given.headers.etag, given.headers['hub-revisions']]).toEqual([
      made.headers.etag,
      made.headers['hub-revisions'],
    ]);
    expect((await ask(other)).body).toEqual((await ask(one)).body);
    expect(await metric(other, 'cabildo_answers_total{from="redis"}')).toBe(1);
    expect(await metric(other, 'cabildo_answers_total{from="kept"}')).toBe(1);
    expect(calls).toBe(1);
  });

  test('keep it compressed, for a while, under the key that each has', async () => {
    const gateway = await start(server.url, { redis: { url: server.url, seconds: 90 } });
    beforeAnother();
    await ask(gateway);
    await hasKept(gateway);
    const redis = await client();
    const [key] = (await redis.keys('cabildo:answer:*')).filter((each) => each.includes(`"towns","${revision}"`));
    expect(Number(await redis.pTTL(key!))).toBeGreaterThan(80_000);
    expect(Number(await redis.pTTL(key!))).toBeLessThanOrEqual(90_000);
    expect(Number(await redis.strLen(key!))).toBeLessThan(name.length / 2);
    redis.destroy();
  });

  test('make anew what a publication has changed, what had an error, and what is of another revision', async () => {
    const [one, other] = [await start(server.url), await start(server.url)];
    for (const [text, at] of [
      [query, () => beforeAnother()],
      ['{ town { code } broken }', () => {}],
    ] as const) {
      beforeAnother();
      await ask(one, text);
      await sleep(50);
      at();
      await ask(other, text);
      expect(calls).toBe(text === query ? 1 : 2);
    }
    beforeAnother();
    revision++;
    await ask(one);
    await sleep(50);
    await ask(other);
    expect(calls).toBe(2);
  });

  test('make anew what lies there broken, cut, of another form, or of another type', async () => {
    const [one, other] = [await start(server.url), await start(server.url)];
    const redis = await client();
    const harms: ((text: Buffer) => Buffer | string)[] = [
      () => 'garbage',
      () => '',
      (text) => text.subarray(0, text.length - 10),
      (text) => Buffer.concat([text.subarray(0, -1), Buffer.from('x')]),
      (text) => Buffer.from(text.toString('latin1').replace('"form":1', '"form":9'), 'latin1'),
      (text) => Buffer.from(text.toString('latin1').replace('"freshness":{', '"f":{'), 'latin1'),
      (text) => text.subarray(text.indexOf('\n')),
    ];
    for (const harm of harms) {
      beforeAnother();
      const made = await ask(one);
      let key: string | undefined;
      await until(async () => {
        [key] = (await redis.keys('cabildo:answer:*')).filter((each) => each.includes(`"towns","${revision}"`));
        return key !== undefined;
      });
      const bytes = await redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).get(key!);
      await redis.set(key!, harm(bytes as unknown as Buffer));
      expect((await ask(other)).body).toEqual(made.body);
      expect(calls).toBe(2);
    }
    expect(await metric(other, 'cabildo_redis_total{use="find",outcome="unreadable"}')).toBe(harms.length);
    beforeAnother();
    await ask(one);
    await until(async () =>
      (await redis.keys('cabildo:answer:*')).some((key) => key.includes(`"towns","${revision}"`)),
    );
    const [key] = (await redis.keys('cabildo:answer:*')).filter((each) => each.includes(`"towns","${revision}"`));
    await redis.del(key!);
    await redis.hSet(key!, 'a', 'b');
    expect((await ask(other)).status).toBe(200);
    redis.destroy();
  });

  test('count a client together, and each alone while there is no Redis', async () => {
    const rate = { perSecond: 0.01, burst: 20 };
    const options = { rate, trustedProxies: 1 };
    const [one, other] = [await start(server.url, options), await start(server.url, options)];
    const from = (client: string) => ({ 'x-forwarded-for': client });
    const answered = async (client: string) => {
      const asking = Array.from({ length: 40 }, (_, i) => ask(i % 2 ? one : other, '{ sky }', from(client)));
      const answers = await Promise.all(asking);
      for (const { status, headers } of answers)
        if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(50);
      return answers.filter(({ status }) => status === 200).length;
    };
    expect(await answered('203.0.113.1')).toBe(20);
    const redis = await client();
    await redis.scriptFlush();
    expect(await answered('203.0.113.2')).toBe(20);
    expect(Number(await redis.pTTL('cabildo:client:203.0.113.2'))).toBeGreaterThan(1_000_000);
    redis.destroy();
    await server.kill();
    expect(await answered('203.0.113.3')).toBe(40);
    await server.start();
  });

  test('fill a bucket at its rate, by the clock of Redis', async () => {
    const gateway = await start(server.url, { rate: { perSecond: 10, burst: 4 }, trustedProxies: 1 });
    const from = { 'x-forwarded-for': '203.0.113.9' };
    for (let i = 0; i < 4; i++) expect((await ask(gateway, '{ sky }', from)).status).toBe(200);
    const refused = await ask(gateway, '{ sky }', from);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
    await sleep(250);
    expect((await ask(gateway, '{ sky }', from)).status).toBe(200);
  });

  test('answer while Redis is killed, and share again when it is back, without a restart', async () => {
    const [one, other] = [await start(server.url), await start(server.url)];
    await server.kill();
    for (let i = 0; i < 10; i++) {
      beforeAnother();
      expect((await ask(one)).status).toBe(200);
    }
    expect(await metric(one, 'cabildo_redis_spared')).toBe(1);
    expect(lines.filter((line) => line.startsWith('Redis failed'))).toHaveLength(1);
    await server.start();
    await until(async () => {
      beforeAnother();
      await ask(one);
      await sleep(20);
      const before = await metric(other, 'cabildo_answers_total{from="redis"}');
      await ask(other);
      return (await metric(other, 'cabildo_answers_total{from="redis"}')) > before;
    });
    expect(lines.filter((line) => line === 'Redis is back.').length).toBeGreaterThan(0);
    expect(await metric(one, 'cabildo_redis_spared')).toBe(0);
  });

  test('are not delayed by a Redis that hangs, but for the first few answers, by the time that it is given', async () => {
    const gateway = await start(server.url);
    server.pause();
    try {
      const times: number[] = [];
      for (let i = 0; i < 30; i++) {
        beforeAnother();
        const began = performance.now();
        expect((await ask(gateway)).status).toBe(200);
        times.push(performance.now() - began);
      }
      expect(times.filter((ms) => ms >= 90).length).toBeLessThanOrEqual(4);
      expect(Math.max(...times)).toBeLessThan(1_000);
      expect(await metric(gateway, 'cabildo_redis_total{use="find",outcome="late"}')).toBeGreaterThan(0);
    } finally {
      server.resume();
    }
    await until(async () => {
      beforeAnother();
      await ask(gateway);
      return lines.includes('Redis is back.');
    });
  });

  test('start where there is no Redis, and never show its password', async () => {
    const gateway = await start('redis://:hunter2@127.0.0.1:9/');
    for (let i = 0; i < 5; i++) {
      beforeAnother();
      expect((await ask(gateway)).status).toBe(200);
    }
    expect(lines.some((line) => line.startsWith('Redis failed'))).toBe(true);
    expect(lines.join()).not.toContain('hunter2');
  });

  test.each<[string, (line: Socket) => void]>([
    ['HTML', (line) => line.end('HTTP/1.1 400 Bad Request\r\n\r\n<html>')],
    ['noise', (line) => line.write(Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7919) % 256)))],
    ['an error', (line) => line.write('-ERR no\r\n'.repeat(10))],
    ['numbers for everything', (line) => line.write(':7\r\n'.repeat(10))],
    ['a text that never ends', (line) => line.write('$1000000000\r\nabc')],
    ['nothing, and hangs up', (line) => line.destroy()],
  ])('answer where what is taken for Redis answers %s', async (_title, harm) => {
    const lying = createServer((line) => {
      line.on('error', () => {});
      line.on('data', () => harm(line));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => lying.once('listening', resolve));
    lying.unref();
    const gateway = await start(`redis://127.0.0.1:${(lying.address() as { port: number }).port}`, {
      rate: { perSecond: 1_000, burst: 1_000 },
    });
    for (let i = 0; i < 12; i++) {
      beforeAnother();
      const answer = await ask(gateway);
      expect([answer.status, JSON.parse(answer.body.toString()).data]).toEqual([200, { town: { name } }]);
    }
    expect(calls).toBe(1);
    lying.close();
  });
});

function beforeAnother(): void {
  revision++;
  for (const listener of listeners)
    listener(revision === undefined || revision === null ? revision : { number: revision });
  calls = 0;
}

async function connected(url: string) {
  const client = createClient({ url });
  await client.connect();
  return client;
}
