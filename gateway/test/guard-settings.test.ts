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
  expect(subgraphBounds(read({}))).toEqual({ timeout: 10_000, maxResponseBytes: 67_108_864 });
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
  expect(subgraphBounds(read({ SUBGRAPH_TIMEOUT_MS: '5', MAX_ANSWER_BYTES: '6' }))).toEqual({
    timeout: 5,
    maxResponseBytes: 6,
  });
  const redis = { REDIS_URL: 'rediss://:secret@redis.example:6380/2', REDIS_TIMEOUT_MS: '20', REDIS_SECONDS: '60' };
  expect(cacheOptions(readConfig(cacheVariables, redis))).toMatchObject({
    redis: { url: redis.REDIS_URL, timeout: 20, seconds: 60 },
  });
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
