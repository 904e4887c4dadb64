import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../src/index.js';
import type { Connect } from '../src/subgraph/transport.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

let depth = 10;
const survey = {
  publisher: 'Agencia del Agua',
  title: 'Pozos del valle',
  retrievedOn: '2025-05-02',
  url: 'https://agua.test/pozos',
  fileName: 'pozos.csv',
  sha256: 'ab12',
};
const wells = testSubgraph(
  'wells',
  `type Query { wells(id: ID): [Well!]! place: String broken: Int }
   type Mutation { dig: Int }
   type Source @shareable { publisher: String! title: String! retrievedOn: String url: String fileName: String! sha256: String! }
   type Well { id: ID! depth: Int period: String source: Source! }`,
  {
    Query: {
      wells: () => [
        { id: '1', depth, period: '2020', source: survey },
        { id: '2', depth: 4, period: '2024-06', source: survey },
        { id: '3', depth: 1, source: { ...survey, title: 'Otros', retrievedOn: null, url: null, sha256: 'cd34' } },
      ],
      place: () => 'Texcoco',
      broken: () => {
        throw new Error('dry');
      },
    },
  },
);
const connect: Connect = (name, url) => {
  const transport = inProcess([wells])(name, url);
  const send: typeof transport.send = async (request) => {
    const extensions = { revision: 4, asOf: request.headers['hub-as-of'] };
    return { ...(await transport.send(request)), extensions };
  };
  return { name, close: () => transport.close(), send };
};

let gateway: Gateway;
let folder: string;
const start = (maxBytes = 1_000_000, sdl = supergraphOf([wells])) =>
  startGateway({
    supergraph: { sdl },
    connect,
    port: 0,
    permalinks: { folder: join(folder, 'permalinks'), maxBytes, publicUrl: 'https://hub.test' },
  });
beforeEach(async () => {
  depth = 10;
  folder = await mkdtemp(join(tmpdir(), 'cabildo-permalinks-'));
  gateway = await start();
});
afterEach(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const JUNE = '2025-06-01T00:00:00.000Z';
const make = async (body: object, asOf: string | undefined = JUNE) => {
  const headers = { 'content-type': 'application/json', ...(asOf && { 'hub-as-of': asOf }) };
  const response = await fetch(new URL('p', gateway.url), { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
};
const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, gateway.url), { headers });
const codeOf = ({ text }: { text: string }) => JSON.parse(text).errors[0].extensions.code;

describe('a permalink', () => {
  test('answers the same bytes for ever, whatever the hub says since', async () => {
    const made = await make({ query: '{ wells { id depth } }' });
    expect(made.status).toBe(201);
    depth = 11;
    await gateway.stop();
    gateway = await start();
    const response = await get(made.location!);
    expect([response.status, await response.text()]).toEqual([200, made.text]);
    const again = await make({ query: '{ wells { id depth } }' });
    expect(again).toEqual({ ...made, status: 200 });
  });

  test('outlives every change of the supergraph: fields that are added, and its own fields taken away', async () => {
    const question = { query: '{ wells { id depth } place }' };
    const made = await make(question);
    const evolved = async (text: string) => {
      await gateway.stop();
      gateway = await start(1_000_000, supergraphOf([testSubgraph('wells', text, {})]));
      return (await get(made.location!)).text();
    };
    const source = 'type Source @shareable { publisher: String! title: String! }';
    expect(
      await evolved(`type Query { wells(id: ID): [Well!]! place: String more: Int } ${source}
        type Well { id: ID! depth: Int liters: Int source: Source! }`),
    ).toBe(made.text);
    expect(await evolved('type Query { wells: [Well!]! } type Well { id: ID! }')).toBe(made.text);
    // It cannot be asked any more, but it is found, and what it was asked stands in it.
    expect(await make(question)).toEqual({ ...made, status: 200 });
    const other = await make({ query: '{ wells { depth } }' });
    expect([other.status, codeOf(other)]).toEqual([400, 'OPERATION_INVALID']);
    expect(JSON.parse(made.text).extensions.request).toEqual({ ...question, variables: {} });
  });

  test('carries what was asked, at which moment and revisions, and how to cite it in both languages', async () => {
    const { text, location } = await make({
      query: 'query W($id: ID) { wells(id: $id) { depth } }',
      variables: { id: '1' },
    });
    const link = `https://hub.test${location}`;
    const survey = 'pozos.csv (SHA-256 ab12).';
    const other = 'pozos.csv (SHA-256 cd34).';
    expect(JSON.parse(text)).toEqual({
      data: { wells: [{ depth: 10 }, { depth: 4 }, { depth: 1 }] },
      extensions: {
        revisions: { wells: 4 },
        asOf: { at: JUNE, present: [] },
        request: { query: 'query W($id: ID) { wells(id: $id) { depth } }', variables: { id: '1' } },
        sources: [expect.objectContaining({ title: 'Otros' }), expect.objectContaining({ title: 'Pozos del valle' })],
        citation: {
          es: [
            `Agencia del Agua, «Otros», ${other}`,
            `Agencia del Agua, «Pozos del valle», 2020–2024-06, consultado el 2025-05-02, https://agua.test/pozos, ${survey}`,
            `Cabildo, wells revisión 4, estado al ${JUNE}, ${link}.`,
          ],
          en: [
            `Agencia del Agua, “Otros”, ${other}`,
            `Agencia del Agua, “Pozos del valle”, 2020–2024-06, retrieved on 2025-05-02, https://agua.test/pozos, ${survey}`,
            `Cabildo, wells revision 4, as of ${JUNE}, ${link}.`,
          ],
        },
      },
    });
  });

  test('of the same question as of the same moment is the same, in whatever order its variables come', async () => {
    const query = 'query W($id: ID, $b: Boolean = true) { wells(id: $id) @include(if: $b) { depth } }';
    const one = await make({ query, variables: { id: '1', b: true } });
    const other = await make({ query, variables: { b: true, id: '1' } });
    const another = await make({ query, variables: { b: true, id: '2' } });
    expect([other.status, other.location]).toEqual([200, one.location]);
    expect(another.location).not.toBe(one.location);
  });

  test('is as of the moment of its operation, or else of now', async () => {
    const own = await make({ query: 'query @asOf(at: "2025-06-01") { place }' }, '');
    expect(JSON.parse(own.text).extensions.asOf.at).toBe(JUNE);
    const now = await make({ query: '{ place }' }, '');
    expect(Date.now() - Date.parse(JSON.parse(now.text).extensions.asOf.at)).toBeLessThan(60_000);
  });

  test('has a digest, and is revalidated by caches', async () => {
    const { location, text } = await make({ query: '{ place }' });
    const response = await get(location!);
    const digest = createHash('sha256').update(text).digest('base64');
    expect(response.headers.get('cache-control')).toBe('public, no-cache');
    expect(response.headers.get('repr-digest')).toBe(`sha-256=:${digest}:`);
    expect((await get(location!, { 'if-none-match': response.headers.get('etag')! })).status).toBe(304);
  });

  test('can be made by a page of another origin, which reads where it is', async () => {
    const origin = 'http://localhost:5173';
    const headers = { 'content-type': 'application/json', 'hub-as-of': JUNE, origin };
    const preflight = await fetch(new URL('p', gateway.url), {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'hub-as-of' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('hub-as-of');
    const made = await fetch(new URL('p', gateway.url), { method: 'POST', headers, body: '{"query":"{ place }"}' });
    expect(made.headers.get('access-control-allow-origin')).toBe(origin);
    expect(made.headers.get('access-control-expose-headers')).toContain('location');
  });

  test('is a file that any web server can serve', async () => {
    const { location, text } = await make({ query: '{ place }' });
    const names = await readdir(join(folder, 'permalinks'));
    expect(names).toEqual([`${location!.slice(3)}.json`]);
    expect(await readFile(join(folder, 'permalinks', names[0]!), 'utf8')).toBe(text);
  });

  test('that many make at once is made once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make({ query: '{ wells { id } }' })));
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    expect(await readdir(join(folder, 'permalinks'))).toHaveLength(1);
  });
});

describe('no permalink is made', () => {
  test.each([
    ['of nothing', {}, 'PERMALINK_REFUSED', 422],
    ['of an answer with an error', { query: '{ broken }' }, 'PERMALINK_REFUSED', 422],
    ['of an operation that does not fit', { query: '{ nope }' }, 'OPERATION_INVALID', 400],
    ['of a mutation', { query: 'mutation { dig }' }, 'AS_OF_MUTATION', 400],
    ['of a hostile operation', { query: `{ ${'a: place '.repeat(20_000)} }` }, 'OPERATION_TOO_LONG', 400],
  ])('%s', async (_, body, code, status) => {
    const made = await make(body);
    expect([made.status, codeOf(made)]).toEqual([status, code]);
  });

  test('as of a moment to come', async () => {
    expect(codeOf(await make({ query: '{ place }' }, '2999-01-01'))).toBe('AS_OF_FUTURE');
  });

  test('once there is no room, and those that there are stay', async () => {
    const { location } = await make({ query: '{ place }' });
    await gateway.stop();
    gateway = await start(100);
    const made = await make({ query: '{ wells { id } }' });
    expect([made.status, codeOf(made)]).toEqual([507, 'PERMALINKS_FULL']);
    expect((await get(location!)).status).toBe(200);
  });
});

test.each(['p/', 'p/x', `p/${'A'.repeat(43)}`, 'p/..%2f..%2fetc%2fpasswd', `p/../${'A'.repeat(43)}`])(
  'there is nothing at %s',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);
