import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { SIGNATURE_HEADER, sign } from '@cabildo/kit/process';
import { loadPackage, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wellPackage } from './well-package.js';
import { wells } from './wells.js';

const key = { id: 'test', secret: '-'.repeat(40) };
const metricsToken = 't'.repeat(40);
let test: TestSubgraph;
let served: ServedSubgraph;

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  served = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys: [key], metricsToken });
});
afterAll(async () => {
  await served.stop();
  await test.close();
});

const at = (path: string, { port } = served) => `http://127.0.0.1:${port}${path}`;
const scrape = async () =>
  (await fetch(at('/metrics'), { headers: { authorization: `Bearer ${metricsToken}` } })).text();
const figure = (text: string, line: string) =>
  Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.slice(line.length),
  );

async function ask(query: string, signed = true): Promise<number> {
  const body = JSON.stringify({ query });
  const signature = signed ? { [SIGNATURE_HEADER]: sign(key, { method: 'POST', path: '/graphql', body }) } : {};
  const headers = { 'content-type': 'application/json', ...signature };
  const answer = await fetch(at('/graphql'), { method: 'POST', headers, body });
  await answer.text();
  return answer.status;
}

describe('the metrics of a subgraph', () => {
  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${'u'.repeat(40)}` }],
    ['a token of which theirs is the beginning', { authorization: `Bearer ${metricsToken}t` }],
    ['their token without a scheme', { authorization: metricsToken }],
    ['the signature of the gateway', { [SIGNATURE_HEADER]: sign(key, { method: 'GET', path: '/metrics', body: '' }) }],
  ])('are refused with %s', async (_title, headers) => {
    const answer = await fetch(at('/metrics'), { headers });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const text = await answer.text();
    expect(JSON.parse(text).errors[0].extensions.code).toBe('METRICS_REFUSED');
    expect(text).not.toContain(metricsToken);
  });

  it('have no path without a token', async () => {
    const without = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys: [key] });
    for (const authorization of ['Bearer undefined', 'Bearer ', `Bearer ${metricsToken}`]) {
      const answer = await fetch(at('/metrics', without), { headers: { authorization } });
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'PATH_UNKNOWN' } }] });
      expect(answer.status).toBe(404);
    }
    await without.stop();
  });

  it('count calls, errors, rejections and connections taken', async () => {
    const before = await scrape();
    expect(await ask('{ wells { nodes { name } } }')).toBe(200);
    expect(await ask('{ wells(first: -1) { nodes { name } } }')).toBe(200);
    expect(await ask('{ wells { nodes { name } } }', false)).toBe(401);
    expect((await fetch(at('/revisions'))).status).toBe(401);
    expect((await fetch(at('/nowhere'))).status).toBe(404);
    const after = await scrape();
    const grown = (line: string) => figure(after, line) - (figure(before, line) || 0);
    expect(grown('subgraph_calls_total{status="200"}')).toBe(2);
    expect(grown('subgraph_calls_total{status="401"}')).toBe(1);
    expect(grown('subgraph_call_seconds_count')).toBe(3);
    expect(grown('subgraph_errors_total{code="BAD_PAGE_SIZE"}')).toBe(1);
    expect(grown('subgraph_rejections_total{code="UNSIGNED"}')).toBe(2);
    expect(grown('subgraph_rejections_total{code="PATH_UNKNOWN"}')).toBe(1);
    expect(grown('subgraph_connections_taken_total{use="write"}')).toBeGreaterThan(1);
    expect(figure(after, 'subgraph_connections{use="write",state="idle"}')).toBeGreaterThan(0);
    expect(figure(after, 'subgraph_memory_bytes')).toBeGreaterThan(figure(after, 'subgraph_heap_bytes'));
  });

  it('include the newest revision', async () => {
    const before = figure(await scrape(), 'subgraph_revision');
    await loadPackage(test.subgraph, await wellPackage(['a well']));
    expect(figure(await scrape(), 'subgraph_revision')).toBe(before + 1);
  });

  it('are served while every connection is in use', async () => {
    const pool = await test.subgraph.database.pool();
    const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    try {
      const text = await scrape();
      expect(figure(text, 'subgraph_database_up')).toBe(0);
      expect(Number.isNaN(figure(text, 'subgraph_revision'))).toBe(true);
      expect(figure(text, 'subgraph_connections{use="write",state="used"}')).toBe(pool.options.max);
      expect(figure(text, 'subgraph_connections{use="write",state="waiting"}')).toBe(1);
      expect(figure(await scrape(), 'subgraph_connections{use="write",state="waiting"}')).toBe(1);
    } finally {
      for (const client of taken) client.release();
    }
    const text = await scrape();
    expect([
      figure(text, 'subgraph_database_up'),
      figure(text, 'subgraph_connections{use="write",state="used"}'),
    ]).toEqual([1, 0]);
  });
});
