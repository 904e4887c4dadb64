import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchRevisions } from '../src/subgraph/revision-watch.js';
import { listen } from './subgraph-server.js';

let server: { url: string; close(): Promise<void> };
let streams: ServerResponse[];
let acknowledged: string[];
let status: number;
let told: (number | null | undefined)[];
let stop: () => void;

beforeEach(async () => {
  streams = [];
  acknowledged = [];
  told = [];
  status = 200;
  server = await listen((request, response) => {
    if (request.method === 'POST') {
      acknowledged.push(`${request.headers['x-signed']} ${request.url}`);
      response.end('{}');
      return;
    }
    response.writeHead(status, { 'content-type': status === 200 ? 'text/event-stream' : 'application/json' });
    if (status === 200) streams.push(response);
    else response.end('{}');
  });
});
afterEach(async () => {
  stop();
  await server.close();
});

const watch = () => {
  const headersOf = (method: string, path: string) => ({ 'x-signed': `${method} ${path}` });
  stop = watchRevisions(
    { url: new URL('revisions', server.url), headersOf },
    (revision) => void told.push(revision === null ? null : revision?.number),
  );
};
const say = (text: string, at = streams.length - 1) => streams[at]!.write(text);
const until = async (done: () => boolean) => {
  for (let i = 0; i < 1_000 && !done(); i++) await sleep(10);
  expect(done()).toBe(true);
};

test('what the stream says is told, and the subgraph hears that it is known, signed', async () => {
  watch();
  await until(() => streams.length === 1);
  say('data: {"stream":"s","revision":7}\n\n:\n\ndata: {"stream":"s","rev');
  say('ision":8}\n\n');
  await until(() => acknowledged.length === 2);
  expect(told).toEqual([7, 8]);
  expect(acknowledged.sort()).toEqual([
    'POST /revisions?stream=s&revision=7 /revisions?stream=s&revision=7',
    'POST /revisions?stream=s&revision=8 /revisions?stream=s&revision=8',
  ]);
});

test('a subgraph that does not know what is newest says so', async () => {
  watch();
  await until(() => streams.length === 1);
  say('data: {"stream":"s","revision":null}\n\n');
  await until(() => told.length === 1);
  expect(told).toEqual([undefined]);
});

test('a stream that ends is not known until another is open', async () => {
  watch();
  await until(() => streams.length === 1);
  say('data: {"stream":"s","revision":7}\n\n');
  await until(() => told.length === 1);
  streams[0]!.destroy();
  await until(() => streams.length === 2);
  say('data: {"stream":"t","revision":9}\n\n');
  await until(() => told.length === 3);
  expect(told).toEqual([7, undefined, 9]);
});

test('a stream that falls silent is lost', async () => {
  watch();
  await until(() => streams.length === 1);
  say('data: {"stream":"s","revision":7}\n\n');
  await until(() => told.length === 2);
  expect(told).toEqual([7, undefined]);
});

test('a subgraph that serves no stream knows no revisions', async () => {
  status = 404;
  watch();
  await until(() => told.length === 1);
  expect(told).toEqual([null]);
});

test('a subgraph that responds with 5xx has no stream for now: Cache-Control decides about its responses', async () => {
  status = 503;
  watch();
  await until(() => told.length === 1);
  expect(told).toEqual([null]);
});
