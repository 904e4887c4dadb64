import { createHash } from 'node:crypto';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { readPublishers } from '@cabildo/kit/process';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import fc from 'fast-check';
import { observations } from './observations.js';

const token = 'a-token';
const header = 'municipality_code,indicator_code,period,series,value,raw_text,status,partial\n';
const source = JSON.stringify({ code: 'agency', publisher: 'Agency', title: 'Observations' });
let harness: TestSubgraph;
let served: ServedSubgraph;
const causes: unknown[] = [];

beforeAll(async () => {
  harness = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
  const publishers = readPublishers(`agency:*:${createHash('sha256').update(token).digest('hex')}`);
  const limits = { rows: 50, unpackedBytes: 100_000 };
  const log = (_message: string, cause: unknown) => causes.push(cause);
  const publishing = { publishers, maxBytes: 1_000_000, atOnce: 2, slowest: 10_000, limits, log };
  served = await serveSubgraph(harness.subgraph, { port: 0, keys: [{ id: 'k', secret: 's'.repeat(32) }], publishing });
});
afterAll(async () => {
  await served.stop();
  await harness.close();
});

interface Sent {
  fields?: Record<string, string>;
  file?: string;
  name?: string;
  part?: string;
  path?: string;
}

async function send({
  fields = { source },
  file = `${header}15031,pob,2020,main,5,5,OBSERVED,false\n`,
  name = 'a.csv',
  part = 'file',
  path = 'observation',
}: Sent) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(part, new Blob([file]), name);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${served.port}/ingest/${path}`, {
    method: 'POST',
    headers,
    body: form,
  });
  const body = (await response.json()) as {
    errors?: { message: string; extensions: { code: string } }[];
    outcome?: string;
  };
  return {
    status: response.status,
    code: body.errors?.[0]?.extensions.code,
    message: body.errors?.[0]?.message,
    ...body,
  };
}

const revisions = async () =>
  (await (await harness.subgraph.database.pool()).query('select count(*)::int as count from revision')).rows[0].count;

it.each<[string, Sent, RegExp]>([
  ['dryRun=1', { fields: { source, dryRun: '1' } }, /"dryRun" must be true or false/],
  ['dryRun=TRUE', { fields: { source, dryRun: 'TRUE' } }, /"dryRun" must be true or false/],
  ['an unknown field', { fields: { source, dryrun: 'true' } }, /Unknown field "dryrun"/],
  ['a mapping that is sent as a file', { part: 'mapping' }, /Unknown file field "mapping"/],
  ['a note with U+0000', { fields: { source, note: 'a\0b' } }, /"note" must be/],
  ['a source without a code', { fields: { source: '{"publisher":"P","title":"c"}' } }, /"code" must be .*missing/],
  [
    'a source with a list as code',
    { fields: { source: '{"code":["abc"],"publisher":"P","title":"c"}' } },
    /"code" must be/,
  ],
  [
    'a source with U+0000',
    { fields: { source: '{"code":"a","publisher":"P\\u0000","title":"c"}' } },
    /"publisher" must be/,
  ],
  ['a source that is null', { fields: { source: 'null' } }, /not a valid source description/],
  ['a long file name', { name: `${'x'.repeat(300)}.csv` }, /more than 200 bytes/],
  ['an invalid escape in the path', { path: '%E0%A4%A' }, /percent-encoding/],
])('an upload with %s is refused and publishes nothing', async (_, sent, message) => {
  const before = await revisions();
  const { status, message: found } = await send(sent);
  expect([400, 404]).toContain(status);
  expect(found).toMatch(message);
  expect(await revisions()).toBe(before);
});

it.each<[string, string]>([
  ['a key of 9,000 letters', `${header}15031,${'k'.repeat(9_000)},2020,main,5,5,OBSERVED,false\n`],
  [
    'more rows than the limit',
    header + Array.from({ length: 60 }, (_, at) => `15031,p${at},2020,main,5,5,OBSERVED,false\n`).join(''),
  ],
  ['U+0000 in a text', `${header}15031,p\0q,2020,main,5,5,OBSERVED,false\n`],
])('a file with %s is rejected with a report', async (_, file) => {
  expect(await send({ file })).toMatchObject({ status: 422, outcome: 'rejected' });
});

it('a pattern that backtracks for ever in other engines is matched in linear time', async () => {
  const columns = { municipality_code: 'cve', indicator_code: { from: 'nota', pattern: '(a+)+$' } };
  const mapping = JSON.stringify({ columns });
  const { status } = await send({ fields: { source, mapping }, file: `cve,nota\n15031,${'a'.repeat(5_000)}!\n` });
  expect(status).toBe(422);
});

it('every upload has a response with a code or a report, and none is an internal error', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const json = fc.oneof(text, fc.json(), fc.constant(source));
  const upload = fc.record({
    fields: fc.record({ source: json, mapping: fc.json(), note: text, dryRun: text }, { requiredKeys: ['source'] }),
    file: fc.oneof(
      text,
      fc.json(),
      text.map((cell) => `${header}${cell},${cell},2020,main,5,5,OBSERVED,false\n`),
    ),
    name: fc.constantFrom('a.csv', 'a.xlsx', 'a.json', 'a.csv.gz', 'a.dbf', 'a.ods'),
  });
  await fc.assert(
    fc.asyncProperty(upload, async (sent) => {
      const { status, code, outcome } = await send(sent);
      expect(status).toBeLessThan(500);
      expect(code ?? outcome).toEqual(expect.any(String));
    }),
    { numRuns: 150 },
  );
  expect(causes).toEqual([]);
}, 120_000);
