// Requests by id to a gateway in a separate process, over HTTP: by POST and by GET.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SubgraphServer, serveSubgraph } from '../gateway/test/subgraph-server.js';
import { supergraphOf } from '../gateway/test/subgraphs.js';
import { NodeProcess } from './node-process.js';

const trusted = 'query Wells($first: Int! = 2) {\n  wells(first: $first)\n}';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const id = hashOf(trusted);
const folder = mkdtempSync(join(tmpdir(), 'cabildo-trusted-'));
const processes: NodeProcess[] = [];
let water: SubgraphServer;
let open: string;
let closed: string;

async function startGateway(environment: Record<string, string>): Promise<string> {
  const started = new NodeProcess(['gateway/dist/main.js'], {
    PORT: '0',
    SUPERGRAPH: join(folder, 'supergraph.graphql'),
    SUBGRAPH_URLS: `water=${water.url}`,
    SUBGRAPH_KEYS: `water=test:${'-'.repeat(40)}`,
    TRUSTED_DOCUMENTS: join(folder, 'documents.json'),
    LOG_LEVEL: 'warn',
    ...environment,
  });
  processes.push(started);
  return (await started.says(/answers at (\S+)/))[1]!;
}

beforeAll(async () => {
  water = await serveSubgraph('water', 'type Query { wells(first: Int!): Int rivers: Int }', {
    Query: { wells: (_root: unknown, { first }: { first: number }) => first * 10, rivers: () => 5 },
  });
  writeFileSync(join(folder, 'supergraph.graphql'), supergraphOf([water]));
  const operations = [{ id, name: 'Wells', type: 'query', body: trusted }];
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  writeFileSync(join(folder, 'documents.json'), JSON.stringify(manifest));
  [open, closed] = await Promise.all([startGateway({}), startGateway({ ONLY_TRUSTED: 'yes' })]);
}, 60_000);
afterAll(async () => {
  for (const each of processes) await each.end('SIGKILL');
  await water.close();
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number;
  readonly data?: unknown;
  readonly code?: string;
}

async function said(answer: Response): Promise<Said> {
  const { data, errors } = (await answer.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return {
    status: answer.status,
    ...(data !== undefined && { data }),
    ...(errors && { code: errors[0]!.extensions.code }),
  };
}

const post = async (url: string, body: object) =>
  said(
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );

async function get(url: string, asked: Record<string, unknown>): Promise<Said> {
  const texts = Object.entries(asked).map(([name, it]) => [name, typeof it === 'string' ? it : JSON.stringify(it)]);
  const headers = { 'apollo-require-preflight': 'yes' };
  return said(await fetch(`${url}?${new URLSearchParams(Object.fromEntries(texts))}`, { headers }));
}

const ways = { POST: post, GET: get };
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const rejections = async (url: string, code: string) => {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(new RegExp(`^cabildo_rejections_total\\{code="${code}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
};

describe.each(Object.entries(ways))('by %s', (method, ask) => {
  it.each([
    ['a document id', { documentId: id }],
    ['a hash', persisted(id)],
  ])(
    'a trusted document is run by %s, again and again, with variables, whatever else is accepted',
    async (_by, named) => {
      for (const url of [open, closed])
        for (const first of [3, 4, 3])
          expect(await ask(url, { ...named, variables: { first } })).toEqual({
            status: 200,
            data: { wells: first * 10 },
          });
      expect(await ask(closed, named)).toEqual({ status: 200, data: { wells: 20 } });
    },
  );

  it('an id that is no document is refused', async () => {
    expect(await ask(open, { documentId: 'none' })).toEqual({ status: 404, code: 'DOCUMENT_UNKNOWN' });
    expect(await ask(closed, { documentId: hashOf('none') })).toEqual({ status: 404, code: 'DOCUMENT_UNKNOWN' });
  });

  it('a gateway with trusted documents only refuses every other text, and counts it', async () => {
    const before = await rejections(closed, 'DOCUMENT_UNTRUSTED');
    expect(await ask(closed, { query: '{ rivers }' })).toEqual({ status: 403, code: 'DOCUMENT_UNTRUSTED' });
    const query = '{ rivers again: rivers }';
    expect(await ask(closed, { query, ...persisted(hashOf(query)) })).toEqual({
      status: 403,
      code: 'DOCUMENT_UNTRUSTED',
    });
    expect(await rejections(closed, 'DOCUMENT_UNTRUSTED')).toBe(before + 2);
    expect(await ask(closed, { query: trusted })).toEqual({ status: 200, data: { wells: 20 } });
  });

  it('an automatic persisted query runs by its hash after its text was sent once', async () => {
    const query = `{ rivers ${method}: rivers }`;
    const hash = persisted(hashOf(query));
    expect(await ask(open, hash)).toEqual({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await ask(open, { query, ...persisted(hashOf('another')) })).toEqual({
      status: 400,
      code: 'DOCUMENT_ID_WRONG',
    });
    const right = { status: 200, data: { rivers: 5, [method]: 5 } };
    expect(await ask(open, { query, ...hash })).toEqual(right);
    for (const each of Object.values(ways)) expect(await each(open, hash)).toEqual(right);
  });
});
