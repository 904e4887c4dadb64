// Every harm that a subgraph can do, done by a real server of TCP to one gateway that is never started again: the rest of
// the answer comes, in time, the error stands at its path and names the subgraph, and once the harm ends all is whole.
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Connect, type Gateway, type GatewayErrorCode, httpConnect, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  'type Query { town: Town } type Town @key(fields: "code") { code: ID! name: String }',
  { Query: { town: () => ({ code: '1', name: 'Chalco' }) } },
);
const figures = testSubgraph('figures', 'type Town @key(fields: "code") { code: ID! value: Int }', {});

const DEADLINE = 400;
/** Made beforehand: to pack it takes as long as the deadline, on a slow machine. */
const bomb = gzipSync(Buffer.alloc(30_000_000));
const answering = (body: string | Buffer, headers = '') =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n`),
    Buffer.from(body),
  ]);
const well = answering('{"data":{"_entities":[{"value":5}]}}');

type Harm = (line: Socket) => void;
let harm: Harm | undefined;
let server: Server;
let port: number;
let gateway: Gateway;
const lines = new Set<Socket>();

async function listen(): Promise<void> {
  server = createServer((line) => {
    lines.add(line);
    line.on('error', () => {}).on('close', () => lines.delete(line));
    line.on('data', (data) => {
      if (data.toString().startsWith('GET')) line.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
      else if (harm) harm(line);
      else line.write(well);
    });
  });
  await new Promise<void>((resolve) => server.listen(port ?? 0, '127.0.0.1', resolve));
  ({ port } = server.address() as { port: number });
}

async function hangUp(): Promise<void> {
  for (const line of lines) line.destroy();
  await new Promise((resolve) => server.close(resolve));
}

beforeAll(async () => {
  await listen();
  const http = httpConnect({ maxResponseBytes: 1_000_000, timeout: 10_000 });
  const connect: Connect = (name, url) =>
    name === 'figures' ? http(name, `http://127.0.0.1:${port}/graphql`) : inProcess([towns])(name, url);
  gateway = await startGateway({
    supergraph: { sdl: supergraphOf([towns, figures]) },
    connect,
    port: 0,
    host: '127.0.0.1',
    requestTimeout: DEADLINE,
    breaker: { least: 3, rest: 20, maxOpenMs: 40 },
    cacheBytes: 0,
    stopTimeout: 100,
  });
});
afterAll(async () => {
  await gateway.stop();
  await hangUp();
});

interface Answer {
  data: unknown;
  errors?: { path: unknown; message: string; extensions: { code: string; serviceName?: string } }[];
}

async function ask(): Promise<Answer> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ town { name value } }"}',
  });
  return (await response.json()) as Answer;
}

const whole = { data: { town: { name: 'Chalco', value: 5 } } };
async function untilWhole(): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const answer = await ask();
    if (!answer.errors) {
      expect(answer).toEqual(whole);
      return;
    }
    await sleep(20);
  }
  throw new Error('it is not back after 4 s');
}

async function metric(line: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(line))
      ?.split(' ')[1] ?? 0,
  );
}

/** Writes without end, as fast as it is read. */
const endlessly = (head: string, chunk: Buffer) => (line: Socket) => {
  line.write(head);
  const more = (): void => {
    while (!line.destroyed && line.write(chunk));
    if (!line.destroyed) line.once('drain', more);
  };
  more();
};
const dripping = (text: string) => (line: Socket) => {
  line.write(text);
  const timer = setInterval(() => line.write('x'), 20);
  line.once('close', () => clearInterval(timer));
};
const ok = 'HTTP/1.1 200 OK\r\n';

const harms: [title: string, code: GatewayErrorCode, harm: Harm][] = [
  ['cuts the line', 'SUBGRAPH_UNREACHABLE', (line) => line.destroy()],
  [
    'cuts the line amid its answer',
    'SUBGRAPH_UNREACHABLE',
    (line) => line.end(well.subarray(0, -10), () => line.destroy()),
  ],
  ['says nothing', 'DEADLINE_EXCEEDED', () => {}],
  ['answers noise', 'SUBGRAPH_UNREACHABLE', (line) => line.write(Buffer.alloc(10_000, '\x00\x7f~'))],
  ['answers HTML', 'SUBGRAPH_BAD_RESPONSE', (line) => line.write(answering('<!doctype html><title>502</title>'))],
  ['answers half a JSON', 'SUBGRAPH_BAD_RESPONSE', (line) => line.write(answering('{"data":{"_entities":[{'))],
  ['answers a list', 'SUBGRAPH_BAD_RESPONSE', (line) => line.write(answering('[{"data":{}}]'))],
  [
    'answers what unpacks to thirty megabytes',
    'SUBGRAPH_BAD_RESPONSE',
    (line) => line.write(answering(bomb, 'content-encoding: gzip\r\n')),
  ],
  [
    'points elsewhere',
    'SUBGRAPH_BAD_RESPONSE',
    (line) => line.write('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n'),
  ],
  ['answers a failure', 'SUBGRAPH_BAD_RESPONSE', (line) => line.write('HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n')],
  [
    'answers a value of another type',
    'SUBGRAPH_INVALID_VALUE',
    (line) => line.write(answering('{"data":{"_entities":[{"value":{"no":"number"}}]}}')),
  ],
  [
    'announces a gigabyte',
    'SUBGRAPH_RESPONSE_TOO_LARGE',
    endlessly(`${ok}content-length: 1000000000\r\n\r\n`, Buffer.alloc(65_536, 'x')),
  ],
  [
    'answers without end',
    'SUBGRAPH_RESPONSE_TOO_LARGE',
    endlessly(`${ok}transfer-encoding: chunked\r\n\r\n`, Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`)),
  ],
  ['answers headers without end', 'SUBGRAPH_UNREACHABLE', endlessly(ok, Buffer.from(`a: ${'x'.repeat(8_000)}\r\n`))],
  ['answers a byte at a time', 'DEADLINE_EXCEEDED', dripping(`${ok}content-length: 100000\r\n\r\n`)],
  ['answers its headers a byte at a time', 'DEADLINE_EXCEEDED', dripping(`${ok}a: `)],
];

test.each(harms)('a subgraph %s', async (_title, code, doing) => {
  await untilWhole();
  harm = doing;
  try {
    const outcome = code === 'SUBGRAPH_INVALID_VALUE' ? 'answered' : code;
    const before = await metric(`cabildo_fetches_total{subgraph="figures",outcome="${outcome}"}`);
    const began = performance.now();
    const answer = await ask();
    expect(performance.now() - began).toBeLessThan(DEADLINE + 1_000);
    expect(answer).toMatchObject({
      data: { town: { name: 'Chalco', value: null } },
      errors: [{ path: ['town', 'value'], extensions: { code, serviceName: 'figures' } }],
    });
    expect(answer.errors![0]!.message).toContain('figures');
    expect(await metric(`cabildo_fetches_total{subgraph="figures",outcome="${outcome}"}`)).toBe(before + 1);
    // Three at once are enough for the breaker, where it takes the harm for one.
    await Promise.all([ask(), ask(), ask()]);
  } finally {
    harm = undefined;
  }
  await untilWhole();
});

test('a subgraph that refuses connections', async () => {
  await untilWhole();
  await hangUp();
  const refused = { path: ['town', 'value'], extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'figures' } };
  expect(await ask()).toMatchObject({ data: { town: { name: 'Chalco', value: null } }, errors: [refused] });
  const spared = 'cabildo_fetches_total{subgraph="figures",outcome="SUBGRAPH_SPARED"}';
  const before = await metric(spared);
  for (let i = 0; i < 100 && (await metric(spared)) === before; i++) await Promise.all([ask(), ask()]);
  expect(await metric(spared)).toBeGreaterThan(before);
  expect(await metric('cabildo_breaker_state{subgraph="figures",state="closed"}')).toBe(0);
  await listen();
  await untilWhole();
  expect(await metric('cabildo_breaker_state{subgraph="figures",state="closed"}')).toBe(1);
});

test('a connection that is lost once is no loss, and is counted', async () => {
  await untilWhole();
  const before = await metric('cabildo_retries_total{subgraph="figures"}');
  harm = (line) => {
    harm = undefined;
    line.destroy();
  };
  expect(await ask()).toEqual(whole);
  expect(await metric('cabildo_retries_total{subgraph="figures"}')).toBe(before + 1);
});
