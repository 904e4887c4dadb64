import { Engine, UsageCounter } from '@cabildo/gateway';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { registry } from '@cabildo/registry';
import { compose } from '@cabildo/schema';
import { usageOf } from '../../src/registry/registry-host.js';
import { recordUsage, UsageRecorder } from '../../src/registry/usage-recorder.js';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
  type Query { place: Place } type Place { name: String code: ID }`;
const { supergraphSdl } = compose([{ name: 'places', url: 'http://places.test/', sdl }]);
const transport = { send: async () => ({ data: {} }), close: async () => {} };
const engine = new Engine(supergraphSdl, (name) => ({ name, ...transport }));

let hub: TestSubgraph;

beforeAll(async () => {
  hub = await testSubgraph(registry, process.env.CABILDO_TEST_DSN!);
});
afterAll(async () => {
  await engine.close();
  await hub.close();
});

const named = (name: string) => engine.operation({ query: `query ${name} { place { name } }` });

test('counts are those of each field, client and operation', () => {
  const usage = new UsageCounter();
  usage.count(named('A'), 'dashboard');
  usage.count(named('A'), 'dashboard');
  usage.count(engine.operation({ query: '{ place { code } }' }), undefined);
  expect(usage.drain()).toEqual([
    { coordinate: 'Query.place', clientName: 'dashboard', operationName: 'A', requestCount: 2 },
    { coordinate: 'Query.place', clientName: 'anonymous', operationName: 'anonymous', requestCount: 1 },
    { coordinate: 'Place.name', clientName: 'dashboard', operationName: 'A', requestCount: 2 },
    { coordinate: 'Place.code', clientName: 'anonymous', operationName: 'anonymous', requestCount: 1 },
  ]);
  expect(usage.drain()).toEqual([]);
});

test('ten thousand invented client names are counted in as many rows as a hundred', () => {
  const rowsOf = (clients: number) => {
    const usage = new UsageCounter();
    for (let client = 0; client < clients; client += 1) usage.count(named('A'), `client-${client}`);
    return usage.drain();
  };
  const few = rowsOf(100);
  const many = rowsOf(10_000);
  expect(few).toHaveLength(200);
  expect(many).toHaveLength(202);
  const total = many.reduce((sum, { requestCount }) => sum + requestCount, 0);
  expect(total).toBe(20_000);
});

test('counts of a day add up in the registry, and a check finds the most frequent client', async () => {
  const use = { coordinate: 'Place.name', clientName: 'dashboard', operationName: 'A', requestCount: 2 };
  const day = new Date().toISOString().slice(0, 10);
  await recordUsage(hub.subgraph, [use], day);
  await recordUsage(hub.subgraph, [use, { ...use, clientName: 'other', requestCount: 1 }], day);
  const usage = await usageOf(hub.subgraph);
  expect(usage('Place.name')).toEqual({ requests: 5, clients: ['dashboard/A', 'other/A'] });
  expect(usage('Place.code')).toBeUndefined();
});

test('a recorder that cannot write reports the error and goes on', async () => {
  const usage = new UsageCounter();
  usage.count(named('A'), 'x'.repeat(65));
  const reported: unknown[] = [];
  const broken = { ...hub.subgraph, datasets: [] } as never;
  await new UsageRecorder(broken, usage, (error) => reported.push(error)).stop();
  expect(reported).toHaveLength(1);
});
