import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, type GatewayOptions, startGateway } from '../src/index.js';
import { type Call, inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const pages = testSubgraph(
  'pages',
  'type Query { page(first: Int! = 5): [Row!] } type Row { n: Int } type Mutation { add: Int }',
  {
    Query: {
      page: (_root: unknown, { first }: { first: number }) =>
        Array.from({ length: Math.min(first, 3) }, (_, i) => ({ n: i })),
    },
    Mutation: { add: () => 1 },
  },
);
const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
const file = join(folder, 'trusted-documents.json');
const calls: Call[] = [];

const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
const trusted = 'query Page($first: Int!) {\n  page(first: $first) {\n    n\n  }\n}';
const adding = 'mutation Add {\n  add\n}';
const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: idOf(trusted), name: 'Page', type: 'query', body: trusted },
    { id: 'add-1', name: 'Add', type: 'mutation', body: adding },
  ],
};

let open: Gateway;
let closed: Gateway;
const start = (options: Partial<GatewayOptions>) =>
  startGateway({
    supergraph: { sdl: supergraphOf([pages]) },
    connect: inProcess([pages], calls),
    port: 0,
    host: '127.0.0.1',
    trustedDocuments: file,
    ...options,
  });

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(manifest));
  open = await start({});
  closed = await start({ onlyTrusted: true });
});
afterAll(async () => {
  await Promise.all([open.stop(), closed.stop()]);
  rmSync(folder, { recursive: true });
});

const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const answerOf = async (response: Response) => {
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return {
    status: response.status,
    ...(data != null && { data }),
    ...(errors && { code: errors[0]!.extensions.code }),
  };
};
const post = async ({ url }: Gateway, body: object) =>
  answerOf(
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );
const get = async ({ url }: Gateway, asked: Record<string, unknown>) => {
  const search = new URLSearchParams(
    Object.entries(asked).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  return answerOf(await fetch(`${url}?${search}`, { headers: { 'apollo-require-preflight': '1' } }));
};

describe.each([
  ['a gateway that runs any operation', () => open],
  ['a gateway that runs nothing but trusted documents', () => closed],
])('%s', (_title, gateway) => {
  const variables = { first: 2 };
  const whole = { status: 200, data: { page: [{ n: 0 }, { n: 1 }] } };

  test('answers a trusted document by its id, over POST and GET, again and again', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await post(gateway(), { extensions: persisted(idOf(trusted)), variables })).toEqual(whole);
      expect(await post(gateway(), { documentId: `sha256:${idOf(trusted)}`, variables })).toEqual(whole);
      expect(await get(gateway(), { extensions: persisted(idOf(trusted)), variables })).toEqual(whole);
      expect(await get(gateway(), { documentId: idOf(trusted), variables })).toEqual(whole);
      expect(await post(gateway(), { query: trusted, variables })).toEqual(whole);
    }
  });

  test('runs a trusted mutation over POST and never over GET', async () => {
    expect(await post(gateway(), { documentId: 'add-1' })).toEqual({ status: 200, data: { add: 1 } });
    const before = calls.length;
    expect((await get(gateway(), { documentId: 'add-1' })).status).toBe(405);
    expect(calls.length).toBe(before);
  });

  test('looks at what a trusted document asks with its variables', async () => {
    for (const first of [1, 10_000_000])
      expect(await post(gateway(), { documentId: idOf(trusted), variables: { first } })).toMatchObject(
        first === 1 ? { status: 200 } : { status: 400, code: 'OPERATION_TOO_COSTLY' },
      );
  });

  test('says that an id is unknown', async () => {
    const unknown = idOf('unknown');
    expect(await post(gateway(), { documentId: unknown })).toEqual({ status: 404, code: 'DOCUMENT_UNKNOWN' });
    expect(await post(gateway(), { extensions: persisted(unknown) })).toEqual({
      status: 200,
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
  });
});

describe('automatic persisted queries', () => {
  const text = (n: number) => `{ page(first: 1) { a${n}: n } }`;
  const ask = (gateway: Gateway, n: number, body: object = {}) =>
    post(gateway, { ...body, extensions: persisted(idOf(text(n))) });
  const unknown = { status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' };

  test('are forgotten beyond the bytes that they may have, those asked for longest ago first', async () => {
    const gateway = await start({ automaticBytes: 4_000 });
    for (let n = 0; n < 100; n++) expect(await ask(gateway, n, { query: text(n) })).toMatchObject({ status: 200 });
    expect(await ask(gateway, 99)).toEqual({ status: 200, data: { page: [{ a99: 0 }] } });
    expect(await ask(gateway, 0)).toEqual(unknown);
    await gateway.stop();
  });

  test('are not kept where they may have none', async () => {
    const gateway = await start({ automaticBytes: 0 });
    expect(await ask(gateway, 0, { query: text(0) })).toMatchObject({ status: 200 });
    expect(await ask(gateway, 0)).toEqual(unknown);
    await gateway.stop();
  });
});

describe('a gateway that runs nothing but trusted documents', () => {
  test.each([
    ['another text', { query: '{ page { n } }' }],
    ['a trusted text with a blank more', { query: `${trusted} ` }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a text with its own hash', { query: '{ page { n } }', extensions: persisted(idOf('{ page { n } }')) }],
  ])('refuses %s', async (_title, body) => {
    const before = calls.length;
    expect(await post(closed, body)).toEqual({ status: 403, code: 'DOCUMENT_UNTRUSTED' });
    expect(await get(closed, body)).toEqual({ status: 403, code: 'DOCUMENT_UNTRUSTED' });
    expect(calls.length).toBe(before);
  });

  test('does not start without its documents', async () => {
    const refused = { code: 'TRUSTED_DOCUMENTS_UNREADABLE' };
    await expect(start({ trustedDocuments: undefined, onlyTrusted: true })).rejects.toMatchObject(refused);
    await expect(start({ trustedDocuments: join(folder, 'none.json') })).rejects.toMatchObject(refused);
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ ...manifest, version: 2 }));
    await expect(start({ trustedDocuments: other })).rejects.toMatchObject(refused);
  });
});

describe('an automatic persisted query', () => {
  const query = '{ page(first: 1) { n } }';
  const extensions = persisted(idOf(query));

  test('is sent once, and named from then on', async () => {
    expect((await post(open, { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await get(open, { extensions })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const whole = { status: 200, data: { page: [{ n: 0 }] } };
    expect(await post(open, { query, extensions })).toEqual(whole);
    expect(await post(open, { extensions })).toEqual(whole);
    expect(await get(open, { extensions })).toEqual(whole);
  });

  test('has its own hash', async () => {
    expect(await post(open, { query: '{ page(first: 2) { n } }', extensions })).toEqual({
      status: 400,
      code: 'DOCUMENT_ID_WRONG',
    });
  });

  test('that asks too much is looked at each time', async () => {
    const costly = 'query ($first: Int!) { page(first: $first) { n } }';
    const named = persisted(idOf(costly));
    expect((await post(open, { query: costly, extensions: named, variables: { first: 1 } })).status).toBe(200);
    expect((await post(open, { extensions: named, variables: { first: 10_000_000 } })).code).toBe(
      'OPERATION_TOO_COSTLY',
    );
  });
});
