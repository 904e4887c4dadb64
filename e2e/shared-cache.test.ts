// Two gateways, each a process of its own, share a Redis while revisions are published: what one has made the other
// gives, no response is older than the newest publication before its request, and none has two revisions.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { compose } from '@cabildo/schema';
import { execute, parse } from 'graphql';
import { describeWithRedis, RedisServer } from '../gateway/test/redis-server.js';
import { wells } from '../kit/test/wells.js';
import { gauges, KeptAlive, namesOf, publishWells } from './gauged-wells.js';
import { NodeProcess } from './node-process.js';

const CLIENTS = 50;
const PUBLICATIONS = 10;
const clients = new KeptAlive();
const secret = '-'.repeat(40);

/** A partner's server with one revision, which counts its calls. */
let asked = 0;
const partnerServer: Server = createServer(async (request, response) => {
  if (request.url?.startsWith('/revisions')) {
    if (request.method === 'POST') return response.end('{}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"stream":"s","revision":1}\n\n');
    const beat = setInterval(() => response.write(':\n\n'), 500);
    return response.once('close', () => clearInterval(beat));
  }
  asked++;
  let text = '';
  for await (const chunk of request) text += chunk;
  const { query, variables } = JSON.parse(text);
  const result = await execute({ schema: gauges.schema, document: parse(query), variableValues: variables });
  return response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ ...result, extensions: { revision: 1 } }));
});

const folder = mkdtempSync(join(tmpdir(), 'cabildo-shared-'));
const gateways: { process: NodeProcess; url: string }[] = [];
let test: TestSubgraph;
let served: ServedSubgraph;

async function startGateway(redis: string) {
  const address = partnerServer.address() as AddressInfo;
  const process = new NodeProcess(['gateway/dist/main.js'], {
    PORT: '0',
    SUPERGRAPH: join(folder, 'supergraph.graphql'),
    SUBGRAPH_URLS: `wells=http://127.0.0.1:${served.port}/graphql gauges=http://127.0.0.1:${address.port}/graphql`,
    SUBGRAPH_KEYS: `wells=test:${secret} gauges=test:${secret}`,
    REDIS_URL: redis,
    REDIS_TIMEOUT_MS: '500',
    RATE_PER_SECOND: '0',
    LOG_LEVEL: 'warn',
  });
  const [, url] = await process.says(/answers at (\S+)/);
  gateways.push({ process, url: url! });
}

async function answersFrom(url: string, from: string): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(new RegExp(`cabildo_answers_total\\{from="${from}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

describeWithRedis('two gateways and one Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
    await new Promise<void>((resolve) => partnerServer.listen(0, '127.0.0.1', resolve));
    test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
    const keys = [{ id: 'test', secret }];
    served = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys });
    const sdl = compose([{ name: 'wells', url: 'http://wells.test/', sdl: wells.sdl }, gauges]).supergraphSdl;
    writeFileSync(join(folder, 'supergraph.graphql'), sdl);
    await publishWells(test, 0);
    await Promise.all([startGateway(redis.url), startGateway(redis.url)]);
    for (const gateway of gateways) await clients.ask(gateway);
  }, 60_000);
  afterAll(async () => {
    for (const { process } of gateways) await process.end('SIGKILL');
    clients.close();
    partnerServer.close();
    partnerServer.closeAllConnections();
    await served.stop();
    await test.close();
    await redis.end();
    rmSync(folder, { recursive: true });
  });

  it('no response is older than its request, none has two revisions, and each is computed about once for both', async () => {
    let published = 0;
    let publishing = true;
    const answers: { names: string[]; atLeast: number; errors?: unknown[] }[] = [];
    const client = async (_: unknown, index: number) => {
      while (publishing) {
        const atLeast = published;
        const answer = await clients.ask(gateways[index % 2]!);
        answers.push({ names: namesOf(answer), atLeast, errors: answer.errors });
      }
    };
    asked = 0;
    const asking = Array.from({ length: CLIENTS }, client);
    for (let number = 1; number <= PUBLICATIONS; number++) {
      await publishWells(test, number);
      published = number;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    publishing = false;
    await Promise.all(asking);
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    expect(answers.filter(({ names }) => names.length !== 1)).toEqual([]);
    expect(answers.filter(({ names: [name], atLeast }) => Number(name) < atLeast)).toEqual([]);
    for (const gateway of gateways) expect(namesOf(await clients.ask(gateway))).toEqual([`${published}`]);
    expect(answers.length).toBeGreaterThan(1_000);
    expect(asked).toBeLessThan(answers.length / 10);
  }, 60_000);

  it('one gateway returns a response of the other without calling a subgraph', async () => {
    for (let number = 100; number < 105; number++) {
      await publishWells(test, number);
      const [one, other] = gateways as [(typeof gateways)[0], (typeof gateways)[0]];
      const before = await answersFrom(other.url, 'redis');
      expect(namesOf(await clients.ask(one))).toEqual([`${number}`]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      asked = 0;
      expect(namesOf(await clients.ask(other))).toEqual([`${number}`]);
      expect([asked, (await answersFrom(other.url, 'redis')) - before]).toEqual([0, 1]);
    }
  }, 60_000);

  it('go on without Redis, and say so', async () => {
    await redis.kill();
    for (let number = 200; number < 205; number++) {
      await publishWells(test, number);
      for (const gateway of gateways) expect(namesOf(await clients.ask(gateway))).toEqual([`${number}`]);
    }
    for (const { process } of gateways) await process.says(/Redis failed/);
  }, 60_000);
});
