import { readConfig } from '@cabildo/kit/process';
import { expect, test } from '@jest/globals';
import { cacheOptions, cacheVariables } from '../src/cache/settings.js';
import { guardOptions, guardVariables, subgraphBounds } from '../src/guard/settings.js';
import { startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const read = (env: Record<string, string>) => readConfig(guardVariables, env);

test('every guard has a safe default', () => {
  expect(guardOptions(read({}))).toMatchObject({
    limits: { depth: 20, introspection: 2, listSize: 10, cost: 200_000 },
    maxBodyBytes: 262_144,
    maxConnections: 10_000,
    bodyTimeout: 10_000,
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    rate: { perSecond: 100, burst: 500 },
    admission: { concurrency: 256, queue: 512, queueTimeout: 1_000, maxHeapShare: 0.9 },
    overrideLabels: [],
    checkPlans: false,
    breaker: { least: 10, rest: 1_000, maxOpenMs: 30_000 },
    stopTimeout: 10_000,
    onlyTrusted: false,
    automaticBytes: 4_194_304,
  });
  expect(subgraphBounds(read({}))).toMatchObject({
    timeout: 10_000,
    maxResponseBytes: 16_777_216,
    maxResponseObjects: 200_000,
    connections: 128,
    queue: 512,
    queueTimeout: 1_000,
    subgraphs: {},
  });
  expect(cacheOptions(readConfig(cacheVariables, {}))).not.toHaveProperty('redis');
});

test('every guard is set by its variable', () => {
  const set = { MAX_DEPTH: '3', MAX_INTROSPECTION: '1', ASSUMED_LIST_SIZE: '50', MAX_HEAP_PERCENT: '50', STOP_MS: '7' };
  const breaker = { BREAKER_CALLS: '3', BREAKER_REST_MS: '5', BREAKER_LONGEST_REST_MS: '9' };
  const planning = { OVERRIDE_LABELS: 'beta  dark', CHECK_PLANS: 'yes' };
  expect(
    guardOptions(read({ ...set, ...breaker, ...planning, RATE_PER_SECOND: '0', REGISTERED_BYTES: '0' })),
  ).toMatchObject({
    limits: { depth: 3, introspection: 1, listSize: 50 },
    admission: { maxHeapShare: 0.5 },
    overrideLabels: ['beta', 'dark'],
    checkPlans: true,
    breaker: { least: 3, rest: 5, maxOpenMs: 9 },
    stopTimeout: 7,
    automaticBytes: 0,
  });
  expect(guardOptions(read({ RATE_PER_SECOND: '0' }))).not.toHaveProperty('rate');
  expect(subgraphBounds(read({ SUBGRAPH_TIMEOUT_MS: '5', MAX_ANSWER_BYTES: '6' }))).toMatchObject({
    timeout: 5,
    maxResponseBytes: 6,
  });
  const redis = { REDIS_URL: 'rediss://:secret@redis.example:6380/2', REDIS_TIMEOUT_MS: '20', REDIS_SECONDS: '60' };
  expect(cacheOptions(readConfig(cacheVariables, redis))).toMatchObject({
    redis: { url: redis.REDIS_URL, timeout: 20, seconds: 60 },
  });
});

test('SUBGRAPH_LIMITS sets the limits of single subgraphs', () => {
  const text = 'water=timeout:3000,calls:16,queue:0,wait:500,bytes:4096,objects:50,retry:no wells=calls:8';
  expect(subgraphBounds(read({ SUBGRAPH_LIMITS: text })).subgraphs).toEqual({
    water: {
      timeout: 3_000,
      connections: 16,
      queue: 0,
      queueTimeout: 500,
      maxResponseBytes: 4_096,
      maxResponseObjects: 50,
      retry: false,
    },
    wells: { connections: 8 },
  });
  for (const wrong of ['water', 'water=', 'water=calls', 'water=calls:x', 'water=calls:0', 'water=__proto__:1'])
    expect(() => read({ SUBGRAPH_LIMITS: wrong })).toThrow('SUBGRAPH_LIMITS');
});

test('partners must have public addresses unless HOST is a loopback address or SUBGRAPH_NETWORKS permits them', () => {
  const policy = (HOST: string, networks?: string) =>
    subgraphBounds({ ...read(networks === undefined ? {} : { SUBGRAPH_NETWORKS: networks }), HOST }).addresses;
  expect(policy('127.0.0.1')).toBeUndefined();
  expect(policy('localhost')).toBeUndefined();
  expect(policy('0.0.0.0')).toEqual({ networks: [] });
  expect(policy('127.0.0.1', '10.1.0.0/16 fd00::/8')).toEqual({ networks: ['10.1.0.0/16', 'fd00::/8'] });
  expect(policy('0.0.0.0', 'any')).toBeUndefined();
  for (const wrong of ['10.0.0.0/33', 'ten', '10.0.0.0/x']) expect(() => policy('::', wrong)).toThrow(wrong);
});

test('every fault is told, and no secret', () => {
  const faults = { MAX_COST: 'much', CORS_ORIGINS: 'https://a.example/path', STOP_MS: '-1' };
  expect(() => read(faults)).toThrow(/MAX_COST[\s\S]*STOP_MS[\s\S]*CORS_ORIGINS/);
  expect(() => readConfig(cacheVariables, { REDIS_URL: 'http://:hunter2@redis/' })).toThrow(/^(?!.*hunter2)/s);
});

test.each([
  ['https://a.example https://b.example:8443', 'https://b.example:8443', 'https://b.example:8443'],
  ['https://a.example', 'https://studio.apollographql.com', 'https://studio.apollographql.com'],
  ['https://a.example', 'http://localhost:5173', null],
  ['https://a.example', 'https://a.example.evil.test', null],
  ['*', 'https://anyone.example', '*'],
])('with CORS_ORIGINS=%s pages of %s are told %s', async (text, origin, allowed) => {
  const towns = testSubgraph('towns', 'type Query { town: Int }', { Query: { town: () => 1 } });
  const gateway = await startGateway({
    supergraph: { sdl: supergraphOf([towns]) },
    connect: inProcess([towns]),
    port: 0,
    host: '127.0.0.1',
    ...guardOptions(read({ CORS_ORIGINS: text })),
  });
  const preflight = await fetch(gateway.url, { method: 'OPTIONS', headers: { origin } });
  expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed);
  await gateway.stop();
});
