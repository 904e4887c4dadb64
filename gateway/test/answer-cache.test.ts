import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { request } from 'undici';
import { ByteCache } from '../src/cache/byte-cache.js';
import { type Connect, type Gateway, type RevisionListener, startGateway } from '../src/index.js';
import { sharedMaxAge } from '../src/subgraph/cache-control.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const text = 'x'.repeat(3_000);
const towns = testSubgraph(
  'towns',
  'type Query { town: Town broken: Int } type Mutation { touch: Int } type Town @key(fields: "code") { code: ID! name: String }',
  {
    Query: {
      town: () => ({ code: '1', name: text }),
      broken: () => {
        throw new Error('broken');
      },
    },
    Mutation: { touch: () => 1 },
  },
);
const weather = testSubgraph(
  'weather',
  'type Query { sky: String } type Town @key(fields: "code") { code: ID! sky: String }',
  {
    Query: { sky: () => 'blue' },
    Town: { sky: () => 'grey' },
  },
);

/** Towns tell their revision, as the test says it is; the weather has none, and says for how long it holds. */
let revisions = 0;
let newest: number | undefined;
let answeredAt: number;
let maxAge: number;
let calls: string[] = [];
const listeners = new Set<RevisionListener>();
const become = (revision: number | undefined) => {
  newest = revision;
  answeredAt = revision ?? answeredAt;
  for (const listener of listeners)
    listener(revision === undefined || revision === null ? revision : { number: revision });
};

const connect: Connect = (name, url) => {
  const transport = inProcess([towns, weather])(name, url);
  const close = () => transport.close();
  if (name === 'weather')
    return {
      name,
      close,
      send: async (asked) => {
        calls.push(name);
        return { ...(await transport.send(asked)), maxAge };
      },
    };
  return {
    name,
    close,
    send: async (asked) => {
      calls.push(name);
      return { ...(await transport.send(asked)), extensions: { revision: answeredAt } };
    },
    watch: (listener) => {
      listeners.add(listener);
      listener(newest === undefined || newest === null ? newest : { number: newest });
      return () => listeners.delete(listener);
    },
  };
};

const noon = Date.parse('2026-03-01T12:00:00Z');
const midnight = Date.parse('2026-03-02T00:00:00Z');

let gateway: Gateway;
beforeAll(async () => {
  jest.spyOn(Date, 'now').mockReturnValue(noon);
  const supergraph = { sdl: supergraphOf([towns, weather]) };
  gateway = await startGateway({ supergraph, connect, port: 0, host: '127.0.0.1', forwardHeaders: ['x-who'] });
  for (const query of [
    '{ town { name } }',
    '{ sky }',
    '{ town { name sky } }',
    '{ town { name } broken }',
    'mutation { touch }',
    '{ __typename }',
  ])
    await ask(query);
});
afterAll(() => gateway.stop());
afterAll(() => {
  jest.restoreAllMocks();
});
beforeEach(() => {
  revisions += 100;
  become(revisions);
  maxAge = 0;
  calls = [];
});

async function ask(query: string, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ query });
  const answer = await request(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.from(await answer.body.arrayBuffer()) };
}

async function get(query: string, headers: Record<string, string> = {}) {
  const url = `${gateway.url}?query=${encodeURIComponent(query)}`;
  const answer = await request(url, { headers: { 'apollo-require-preflight': '1', ...headers } });
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
}

describe('an answer at revisions', () => {
  test('is made once, until there is a newer revision', async () => {
    const first = await ask('{ town { name } }');
    expect((await ask('{ town { name } }')).body).toEqual(first.body);
    expect(calls).toEqual(['towns']);
    become(newest! + 1);
    expect((await ask('{ town { name } }')).body).not.toEqual(first.body);
    expect(calls).toEqual(['towns', 'towns']);
  });

  test('tells caches that they may keep it and must ask, each time, whether it is still so', async () => {
    const { headers } = await ask('{ town { name } }');
    expect(headers).toMatchObject({
      'cache-control': 'public, no-cache',
      age: '0',
      'hub-revisions': `towns=${newest}`,
    });
    expect(headers.etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(String(headers.vary)).toMatch(/accept.*accept-encoding/);
  });

  test('that the client holds is a 304, even where the gateway keeps it no more', async () => {
    const { headers } = await get('{ town { name } }');
    const etag = String(headers.etag);
    const again = await get('{ town { name } }', { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', etag]);
    become(newest! + 1);
    expect((await get('{ town { name } }', { 'if-none-match': etag })).status).toBe(200);
    become(newest! - 1);
    const before = calls.length;
    expect((await get('{ town { name } }', { 'if-none-match': etag })).status).toBe(304);
    expect(calls.length).toBe(before);
  });

  test('is made anew on another day, which a field may answer by', async () => {
    await ask('{ town { name } }');
    jest.mocked(Date.now).mockReturnValue(midnight + 90_000);
    await ask('{ town { name } }');
    await ask('{ town { name } }');
    expect(calls).toEqual(['towns', 'towns']);
    jest.mocked(Date.now).mockReturnValue(noon);
  });

  test('comes in br or gzip as the client likes it, and whole', async () => {
    const whole = (await ask('{ town { name } }')).body;
    const br = await ask('{ town { name } }', { 'accept-encoding': 'gzip, deflate, br' });
    const gzip = await ask('{ town { name } }', { 'accept-encoding': 'br;q=0, gzip' });
    expect([br.headers['content-encoding'], brotliDecompressSync(br.body)]).toEqual(['br', whole]);
    expect([gzip.headers['content-encoding'], gunzipSync(gzip.body)]).toEqual(['gzip', whole]);
    expect(br.body.length).toBeLessThan(whole.length / 10);
  });
});

describe('what is not kept', () => {
  const isMadeAnew = async (query: string, headers: Record<string, string> = {}) => {
    const first = await ask(query, headers);
    const before = calls.length;
    await ask(query, headers);
    expect(calls.length).toBeGreaterThan(before);
    expect([first.headers['cache-control'], first.headers.etag]).toEqual(['no-store', undefined]);
  };

  test('anything, while the stream of a subgraph is lost', async () => {
    become(undefined);
    await isMadeAnew('{ town { name } }');
  });

  test('an answer that stands at another revision than the newest', async () => {
    answeredAt = newest! - 1;
    await isMadeAnew('{ town { name } }');
  });

  test('anything, around midnight, when clocks do not agree on the day', async () => {
    jest.mocked(Date.now).mockReturnValue(midnight + 10_000);
    await isMadeAnew('{ town { name } }');
    jest.mocked(Date.now).mockReturnValue(noon);
  });

  test('an answer with an error', () => isMadeAnew('{ town { name } broken }'));
  test('a mutation', () => isMadeAnew('mutation { touch }'));
  test('an answer of a subgraph that says nothing of how long it holds', () => isMadeAnew('{ sky }'));
  test('an answer that a subgraph may have made for this client', () =>
    isMadeAnew('{ town { name } }', { 'x-who': 'me' }));
});

describe('an answer of a subgraph without revisions', () => {
  test('is kept for as long as it says, and tells caches so', async () => {
    maxAge = 60;
    const { headers } = await ask('{ sky }');
    await ask('{ sky }');
    expect(calls).toEqual(['weather']);
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=60', age: '0' });
  });

  test('beside one with revisions is asked for again where a cache on the way keeps it', async () => {
    maxAge = 60;
    const { headers } = await ask('{ town { name sky } }');
    expect(headers['cache-control']).toBe('public, no-cache');
    become(newest! + 1);
    calls = [];
    await ask('{ town { name sky } }');
    expect(calls).toEqual(['towns', 'weather']);
  });
});

describe('equal queries that are under way at once', () => {
  test('are answered by one run', async () => {
    become(newest! + 1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('{ town { name } }')));
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
    expect(calls).toEqual(['towns']);
  });

  test('are not shared while it is not known what is newest', async () => {
    become(undefined);
    await Promise.all(Array.from({ length: 5 }, () => ask('{ town { name } }')));
    expect(calls).toHaveLength(5);
  });
});

test('what was used longest ago makes place, and what is larger than all places is not kept', () => {
  const kept = new ByteCache<string>(10);
  kept.set('a', 'A', 4);
  kept.set('b', 'B', 4);
  kept.get('a');
  kept.set('c', 'C', 4);
  expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.bytes]).toEqual(['A', undefined, 'C', 8]);
  kept.set('a', 'A', 11);
  expect([kept.get('a'), kept.bytes, kept.size]).toEqual([undefined, 4, 1]);
});

test.each([
  [undefined, 0],
  ['max-age=60', 60],
  ['public, max-age=60, s-maxage=10', 10],
  ['private, max-age=60', 0],
  ['no-store', 0],
  ['no-cache, max-age=5', 0],
  ['max-age=soon', 0],
])('Cache-Control: %s is %d seconds', (header, seconds) => {
  expect(sharedMaxAge(header)).toBe(seconds);
});
