import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { partnerData, sendJson, startWithPartner } from './hostile-subgraph.js';

/** Starts a gateway over a partner with this event stream, and counts the calls of the partner. */
async function follow(write: (response: ServerResponse) => void, cacheControl = 'public, max-age=60') {
  const calls = { graphql: 0, acknowledgements: 0, atOnce: 0, maxAtOnce: 0, streams: 0 };
  const running = await startWithPartner({
    graphql: ({ query }, response) => {
      calls.graphql++;
      sendJson(response, { data: partnerData(query) }, { 'cache-control': cacheControl });
    },
    revisions: (request: IncomingMessage, response) => {
      if (request.method === 'POST') {
        calls.acknowledgements++;
        calls.maxAtOnce = Math.max(calls.maxAtOnce, ++calls.atOnce);
        response.once('close', () => calls.atOnce--);
        return;
      }
      calls.streams++;
      write(response);
    },
  });
  return { ...running, calls };
}

const openStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

it('20,000 revisions whose acknowledgements get no response: one acknowledgement is in flight, and the stream ends', async () => {
  const { calls, query, stop } = await follow((response) => {
    openStream(response);
    for (let i = 0; i < 20_000; i++) response.write(`data: {"stream":"s","revision":${i}}\n\n`);
  });
  await sleep(1_000);
  expect(calls.maxAtOnce).toBeLessThanOrEqual(1);
  expect(calls.streams).toBe(1);
  expect((await query('{ town { name } }')).data).toEqual({ town: { name: 'Toluca' } });
  await stop();
});

it('90 revisions in a second whose acknowledgements get no response: one acknowledgement is in flight', async () => {
  const { calls, stop } = await follow((response) => {
    openStream(response);
    for (let i = 0; i < 90; i++) response.write(`data: {"stream":"s","revision":${i}}\n\n`);
  });
  await sleep(1_000);
  expect([calls.maxAtOnce, calls.acknowledgements]).toEqual([1, 1]);
  await stop();
});

it('a line without end is read for at most 64 KiB, and the stream is not requested again for 30 s', async () => {
  let written = 0;
  const { calls, stop } = await follow((response) => {
    openStream(response);
    const chunk = 'x'.repeat(16_384);
    const write = () => {
      while (!response.destroyed && written < 50_000_000) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
    };
    write();
  });
  await sleep(1_500);
  expect(written).toBeLessThan(10_000_000);
  expect(calls.streams).toBe(1);
  await stop();
});

it.each([[501], [404], [405], [500], [503], [204], [302]])(
  'responses of a partner whose stream has status %i are cached as Cache-Control says',
  async (status) => {
    const { calls, query, stop } = await follow((response) => response.writeHead(status).end());
    await sleep(300);
    // The first request of an operation is run by Apollo Server.
    for (let i = 0; i < 6; i++) expect((await query('{ well { id } }')).data).toEqual({ well: { id: 'w' } });
    expect(calls.graphql).toBeLessThanOrEqual(2);
    expect(calls.streams).toBeLessThanOrEqual(3);
    await stop();
  },
);
