import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { readPublishers } from '@cabildo/kit/process';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { observations } from './observations.js';

const token = 'a-token-of-the-agency';
const digest = createHash('sha256').update(token).digest('hex');
const other = createHash('sha256').update('another').digest('hex');
const source = JSON.stringify({ code: 'agency', publisher: 'Agency', title: 'Observations' });
const mapping = JSON.stringify({
  columns: {
    municipality_code: { place: { code: 'cve', name: 'municipio' } },
    period: 'anio',
    value: 'valor',
    indicator_code: { constant: 'poblacion' },
    series: { constant: 'censo' },
    status: { constant: 'OBSERVED' },
    partial: { constant: 'false' },
  },
});
const good = 'cve,municipio,anio,valor\n15031,Chimalhuacán,2020,705193\n';

let harness: TestSubgraph;
let served: ServedSubgraph;
beforeEach(async () => {
  harness = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
  const publishers = readPublishers(`agency:observation:${digest} all:*:${other}`);
  const keys = [{ id: 'k', secret: 's'.repeat(32) }];
  const publishing = { publishers, maxBytes: 100_000, atOnce: 2, slowest: 10_000 };
  served = await serveSubgraph(harness.subgraph, { port: 0, keys, publishing });
});
afterEach(async () => {
  await served.stop();
  await harness.close();
});

interface Sent {
  dataset?: string;
  token?: string;
  fields?: Record<string, string>;
  file?: string;
  accept?: string;
}

async function send({
  dataset = 'observation',
  token: sent = token,
  fields = { source, mapping },
  file = good,
  accept,
}: Sent) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== '') form.set('file', new Blob([file]), '../../poblacion.csv');
  const response = await fetch(`http://127.0.0.1:${served.port}/ingest/${dataset}`, {
    method: 'POST',
    headers: { ...(sent && { authorization: `Bearer ${sent}` }), ...(accept && { accept }) },
    body: form,
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const published = async () =>
  (
    await (
      await harness.subgraph.database.pool()
    ).query('select published_by, note, added from revision order by number')
  ).rows;
const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('cabildo-upload-'));

it('the response to an upload is the report of its publication', async () => {
  const { status, text } = await send({ fields: { source, mapping, note: 'first' } });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ outcome: 'published', revision: 1, rows: 1, findings: [] });
  expect(await published()).toEqual([{ published_by: 'agency', note: 'first', added: 1 }]);
  const { rows } = await (await harness.subgraph.database.pool()).query('select file_name from source');
  expect(rows).toEqual([{ file_name: 'poblacion.csv' }]);
});

it('the response to an invalid file is its findings, in the accepted media type', async () => {
  const file = good.replace('15031', '15106');
  const json = await send({ file });
  expect(json.status).toBe(422);
  expect(JSON.parse(json.text).findings).toMatchObject([{ code: 'CODE_AGAINST_NAME', severity: 'error', line: 2 }]);
  const csv = await send({ file, accept: 'text/csv' });
  expect(csv.text).toContain('error,CODE_AGAINST_NAME,poblacion.csv,2,"cve, municipio",15106 Chimalhuacán,');
  const text = await send({ file, accept: 'text/plain' });
  expect(text.text).toContain('observation: rejected: nothing was published');
  expect(await published()).toEqual([]);
});

it('a dry run publishes nothing, and valid rows can be accepted without the others', async () => {
  const file = `${good}15106,Toluca,20,1\n`;
  expect((await send({ fields: { source, mapping, dryRun: 'true' } })).text).toContain('"outcome": "checked"');
  const accepted = await send({ file, fields: { source, mapping, acceptFindings: 'true' } });
  expect(JSON.parse(accepted.text)).toMatchObject({ outcome: 'published', rows: 1, counts: { error: 1 } });
});

it.each<[string, Sent, number, string]>([
  ['without a token', { token: '' }, 401, 'PUBLISHER_UNKNOWN'],
  ['with an unknown token', { token: 'guessed' }, 401, 'PUBLISHER_UNKNOWN'],
  ['into a dataset of another publisher', { dataset: 'institution' }, 403, 'DATASET_NOT_YOURS'],
  ['into an unknown dataset', { dataset: 'none', token: 'another' }, 404, 'PATH_UNKNOWN'],
  ['without a source', { fields: { mapping } }, 400, 'UPLOAD_UNREADABLE'],
  ['with an invalid mapping', { fields: { source, mapping: '{}' } }, 400, 'UPLOAD_UNREADABLE'],
  ['without a file', { file: '' }, 400, 'UPLOAD_UNREADABLE'],
  ['that is too large', { file: 'x'.repeat(200_000) }, 413, 'BODY_TOO_LARGE'],
])('an upload %s is refused', async (_, sent, status, code) => {
  const before = await left();
  const answer = await send(sent);
  expect([answer.status, JSON.parse(answer.text).errors[0].extensions.code]).toEqual([status, code]);
  expect(await published()).toEqual([]);
  expect((await left()).filter((name) => !before.includes(name))).toEqual([]);
});

it('several files are published as one revision or not at all', async () => {
  const parts = { a: good, b: 'cve,municipio,anio,valor\n15106,Toluca,2020,910608\n' };
  const sendBoth = async (files: Record<string, string>) => {
    const form = new FormData();
    form.set('source', source);
    form.set('mapping', mapping);
    for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), `${name}.csv`);
    const headers = { authorization: `Bearer ${token}` };
    const sent = await fetch(`http://127.0.0.1:${served.port}/ingest/observation`, {
      method: 'POST',
      headers,
      body: form,
    });
    return { status: sent.status, report: (await sent.json()) as { findings: unknown[]; rows: number } };
  };
  const wrong = await sendBoth({ ...parts, b: parts.b.replace('15106', '15031') });
  expect([wrong.status, wrong.report.findings]).toMatchObject([422, [{ code: 'CODE_AGAINST_NAME', file: 'b.csv' }]]);
  expect(await published()).toEqual([]);
  expect(await sendBoth(parts)).toMatchObject({ status: 200, report: { rows: 2 } });
  expect(await published()).toMatchObject([{ added: 2 }]);
});

it('a publication that the database ends responds PUBLICATION_FAILED and changes nothing', async () => {
  const pool = await harness.subgraph.database.pool();
  await pool.query(`create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$`);
  await pool.query('create trigger full_disk before insert on observation for each row execute function full_disk()');
  const { status, text } = await send({});
  expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([503, 'PUBLICATION_FAILED']);
  expect(await published()).toEqual([]);
});

it('an interrupted upload publishes nothing', async () => {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': '5000',
  };
  await new Promise<void>((resolve) => {
    const sending = request({ port: served.port, path: '/ingest/observation', method: 'POST', headers });
    sending.on('error', () => resolve());
    sending.write(`--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${good}`, () =>
      sending.destroy(new Error('gone')),
    );
  });
  await served.stop();
  expect(await published()).toEqual([]);
});

/** Sends an upload part by part, without Content-Length. */
function sendSlowly() {
  const type = 'multipart/form-data; boundary=x';
  const headers = { authorization: `Bearer ${token}`, 'content-type': type, expect: '100-continue' };
  const sending = request({ port: served.port, path: '/ingest/observation', method: 'POST', headers });
  const arrived = once(sending, 'continue');
  const answered = new Promise<{ status: number; retry?: string; code: string }>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', async (response) => {
      const body = JSON.parse(Buffer.concat(await response.toArray()).toString());
      const { statusCode: status = 0, headers } = response;
      resolve({ status, retry: headers['retry-after'], code: body.errors?.[0].extensions.code ?? body.outcome });
    });
  });
  const part = (disposition: string, text: string) =>
    sending.write(`--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`);
  return { arrived, answered, part, end: () => sending.end('--x--\r\n') };
}

it('an upload beyond the concurrency limit gets Retry-After, and its body is not read', async () => {
  const [first, second] = [sendSlowly(), sendSlowly()];
  for (const { part, arrived } of [first, second]) {
    await arrived;
    part('name="source"', source);
  }
  const refused = await send({});
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.text).errors[0].extensions.code).toBe('UPLOADS_BUSY');
  const third = sendSlowly();
  third.part('name="source"', source);
  expect(await third.answered).toEqual({ status: 503, retry: '10', code: 'UPLOADS_BUSY' });
  for (const { part, end } of [first, second]) {
    part('name="mapping"', mapping);
    part('name="file"; filename="a.csv"', good);
    end();
  }
  const outcomes = await Promise.all([first.answered, second.answered]);
  expect(outcomes.map(({ code }) => code).sort()).toEqual(['published', 'unchanged']);
  expect((await send({})).status).toBe(200);
});

it('the size limit applies to all files of an upload together', async () => {
  const { part, answered } = sendSlowly();
  part('name="source"', source);
  for (const name of ['a', 'b', 'c']) part(`name="file"; filename="${name}.csv"`, good.repeat(700));
  expect(await answered).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  expect(await published()).toEqual([]);
});

describe('publishers', () => {
  it('consist of a name, datasets and the digest of a token', () => {
    expect(readPublishers(`sesnsp:observation,series:${digest}`)).toMatchObject([
      { name: 'sesnsp', datasets: ['observation', 'series'] },
    ]);
  });
  it('with a token instead of its digest are refused', () => {
    expect(() => readPublishers('sesnsp:observation:secret')).toThrow('digest is the SHA-256 of the token');
  });
});
