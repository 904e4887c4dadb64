import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

/** ROWS=15000000 makes an upload of 1 GB. */
const ROWS = Number(process.env.ROWS ?? 150_000);
/** The size of an upload without a table, which is received and rejected quickly. */
const MEGABYTES = 100;
/** The memory bound of uploads in docs/how-to/publish.md, in megabytes. */
const BOUND = 200;
const token = 'a-token';

let harness: TestSubgraph;
let hub: ChildProcess;
let port: number;
beforeEach(async () => {
  harness = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  const publisher = `agency:*:${createHash('sha256').update(token).digest('hex')}`;
  hub = fork('kit/test/upload-main.ts', [harness.dsn, publisher], {
    execArgv: ['--import', './e2e/postgres/from-source.js'],
  });
  [{ port }] = (await once(hub, 'message')) as [{ port: number }];
});
afterEach(async () => {
  hub.kill();
  await once(hub, 'exit');
  await harness.close();
});

async function most(): Promise<number> {
  hub.send('?');
  return ((await once(hub, 'message')) as [{ megabytes: number }])[0].megabytes;
}

/** Sends generated text as a stream, so that it is never complete in memory. */
async function upload(code: string, texts: Iterable<string>) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' };
  const sending = request({ port, path: '/ingest/well', method: 'POST', headers });
  const answer = once(sending, 'response');
  const head = (words: string) => `--x\r\ncontent-disposition: form-data; ${words}\r\n\r\n`;
  const source = JSON.stringify({ code, publisher: 'A', title: 'T', coverage: 'partial' });
  function* body() {
    yield `${head('name="source"')}${source}\r\n${head('name="file"; filename="wells.csv"')}`;
    yield* texts;
    yield '\r\n--x--\r\n';
  }
  await pipeline(Readable.from(body()), sending);
  const [response] = await answer;
  return JSON.parse(Buffer.concat(await response.toArray()).toString());
}

function* rows(count: number, prefix: string): Generator<string> {
  let text = 'municipality_code,id,name,depth_m\n';
  for (let at = 0; at < count; at += 1) {
    text += `15031,${prefix}${at},"Pozo de la comunidad, con un nombre tan largo como los hay ${at}",${at % 900}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

function* noTable(): Generator<string> {
  const piece = 'nada, que se lea\n'.repeat(61_681);
  for (let at = 0; at < MEGABYTES; at += 1) yield piece;
}

it('the memory of a process that accepts uploads is bounded, independent of their size and number', async () => {
  expect(await upload('small', rows(10, 's'))).toMatchObject({ outcome: 'published', rows: 10 });
  const before = await most();
  const sent = [upload('large', rows(ROWS, 'l')), ...['a', 'b', 'c'].map((code) => upload(code, noTable()))];
  const [large, ...others] = await Promise.all(sent);
  expect(large).toMatchObject({ outcome: 'published', rows: ROWS, changes: { added: ROWS } });
  for (const { outcome, findings } of others)
    expect([outcome, findings[0].code]).toEqual(['rejected', 'UNKNOWN_COLUMN']);
  expect((await most()) - before).toBeLessThan(BOUND);
}, 3_600_000);
