import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, httpConnect, startGateway } from '../src/index.js';
import { listen, type SubgraphServer, serveSubgraph } from './subgraph-server.js';
import { supergraphOf } from './subgraphs.js';

interface Traced {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: object }[];
  status?: { code: number };
}

const spans: Traced[] = [];
let collector: { url: string; close(): Promise<void> };
let towns: SubgraphServer;
let figures: SubgraphServer;

beforeAll(async () => {
  collector = await listen(async (request, response) => {
    expect([request.method, request.url]).toEqual(['POST', '/graphql/v1/traces']);
    let text = '';
    for await (const chunk of request) text += chunk;
    spans.push(...JSON.parse(text).resourceSpans[0].scopeSpans[0].spans);
    response.end('{}');
  });
  towns = await serveSubgraph('towns', 'type Query { town: String }', { Query: { town: () => 'Chalco' } });
  figures = await serveSubgraph('figures', 'type Query { total: Int }', { Query: { total: () => 5 } });
});
afterAll(() => Promise.all([collector.close(), towns.close(), figures.close()]));

/** What the collector has once the gateway has stopped. */
async function traced(headers: Record<string, string>, ask: string, options = {}): Promise<Traced[]> {
  spans.length = 0;
  const sdl = supergraphOf([towns, figures]);
  const gateway: Gateway = await startGateway({
    supergraph: { sdl },
    port: 0,
    host: '127.0.0.1',
    traces: collector.url,
    ...options,
  });
  const body = JSON.stringify({ query: ask });
  const answer = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await answer.text();
  await gateway.stop();
  return spans;
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parent = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: 'vendor=1' };

test('a request and each of its calls are spans of the client’s trace, which subgraphs are told', async () => {
  const found = await traced(parent, '{ town total }');
  const request = found.find(({ name }) => name === 'request')!;
  expect(request).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331', kind: 2 });
  const calls = found.filter(({ kind }) => kind === 3);
  expect(calls.map(({ name }) => name).sort()).toEqual(['fetch figures', 'fetch towns']);
  for (const call of calls) {
    expect(call).toMatchObject({ traceId, parentSpanId: request.spanId });
    expect(BigInt(call.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(call.startTimeUnixNano));
  }
  const told = calls.find(({ name }) => name === 'fetch towns')!;
  expect(towns.seen).toMatchObject({ traceparent: `00-${traceId}-${told.spanId}-01`, tracestate: 'vendor=1' });
  expect(request.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: '200' } });
});

test('a request without a trace begins one; what is no trace is not taken', async () => {
  for (const traceparent of ['', 'nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]) {
    const [request] = (await traced({ traceparent }, '{ town }')).filter(({ kind }) => kind === 2);
    expect(request!.traceId).toMatch(/^[\da-f]{32}$/);
    expect(request!.traceId).not.toBe('0'.repeat(32));
    expect(request!.parentSpanId).toBeUndefined();
  }
});

test('a trace that is not sampled is told to subgraphs and not recorded', async () => {
  expect(await traced({ traceparent: `00-${traceId}-b7ad6b7169203331-00` }, '{ town }')).toEqual([]);
  expect(towns.seen.traceparent).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-00$`));
});

test('a call that fails is a span that says why', async () => {
  const connect = httpConnect({ urls: { figures: 'http://127.0.0.1:9/' } });
  const failed = (await traced({}, '{ total }', { connect })).find(({ kind }) => kind === 3)!;
  expect(failed).toMatchObject({ name: 'fetch figures', status: { code: 2 } });
  expect(failed.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'SUBGRAPH_UNREACHABLE' } });
});

test('without a collector nothing is traced or told', async () => {
  for (const name of Object.keys(towns.seen)) delete towns.seen[name];
  expect(await traced(parent, '{ town }', { traces: undefined })).toEqual([]);
  expect(towns.seen).not.toHaveProperty('traceparent');
});

test('a collector that is down costs a line in the log, not an answer', async () => {
  const warnings: string[] = [];
  const log = { info: () => {}, error: () => {}, warn: (message: string) => void warnings.push(message) };
  await traced({}, '{ town }', { traces: 'http://127.0.0.1:9', log });
  expect(warnings).toEqual([expect.stringMatching(/^The collector of traces takes none \(/)]);
});
