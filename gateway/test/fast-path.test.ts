import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { type Gateway, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const fails = () => {
  throw new GraphQLError('No well there.', { extensions: { code: 'NOT_FOUND', stacktrace: ['at /secret'] } });
};
const wells = testSubgraph(
  'wells',
  'type Query { well(id: ID = "w"): Well depth: Int! fails: Int echo(of: [Int!], b: Boolean): String } type Mutation { dig: Int } type Well @key(fields: "id") { id: ID! name: String }',
  {
    Query: {
      well: (_: unknown, { id }: { id: string }) => ({ id, name: `Pozo ${id} ñ` }),
      depth: fails,
      fails,
      echo: (_: unknown, args: object) => JSON.stringify(args),
    },
    Mutation: { dig: () => 3 },
  },
);

let gateway: Gateway;
beforeAll(async () => {
  const supergraph = { sdl: supergraphOf([wells]) };
  gateway = await startGateway({ supergraph, connect: inProcess([wells]), port: 0, host: '127.0.0.1' });
});
afterAll(() => gateway.stop());

interface Response {
  status: number | undefined;
  type: string | undefined;
  allow: string | undefined;
  body: string;
}

/** Sends only the given headers; fetch would add others. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Response & { servedBy: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, gateway.url), { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'content-type': type, allow, vary } = response.headers;
        // Only the fast path sets these Vary names.
        const servedBy = vary?.includes('hub-as-of') ? 'fast path' : 'Apollo Server';
        resolve({ status: response.statusCode, type, allow, body: Buffer.concat(chunks).toString(), servedBy });
      });
    });
    request.on('error', reject).end(body);
  });
}

type Asked = readonly [method: string, path: string, headers: Record<string, string>, body?: string];

const json = { 'content-type': 'application/json' };
const post = (body: object, headers: Record<string, string> = {}): Asked => [
  'POST',
  '/',
  { ...json, ...headers },
  JSON.stringify(body),
];
const get = (
  parameters: Record<string, string>,
  headers: Record<string, string> = { 'apollo-require-preflight': '1' },
) => ['GET', `/?${new URLSearchParams(parameters)}`, headers] as const;

describe('a cached operation gets the same bytes as a new one', () => {
  test.each<[string, Asked]>([
    ['a query', post({ query: '{ well { name } }' })],
    [
      'null for absent parameters',
      post({ query: '{ well { id } }', variables: null, operationName: null, extensions: null }),
    ],
    ['one of two operations', post({ query: 'query a { well { name } } query b { well { id } }', operationName: 'b' })],
    ['variables', post({ query: 'query ($i: [Int!]) { echo(of: $i) }', variables: { i: [1, 2] } })],
    ['a variable of another type', post({ query: 'query ($i: [Int!]!) { echo(of: $i) }', variables: { i: 'x' } })],
    ['a missing variable', post({ query: 'query ($b: Boolean!) { echo(b: $b) }' })],
    ['an error with data', post({ query: '{ fails well { id } }' })],
    ['an error without data', post({ query: '{ depth }' })],
    ['introspection', post({ query: '{ __schema { queryType { name } } __typename }' })],
    ['a mutation', post({ query: 'mutation { dig }' })],
    [
      'a client with a name in extensions',
      post({ query: '{ a: well { name } }', extensions: { clientLibrary: { name: 'c' } } }),
    ],
    [
      'application/graphql-response+json',
      post({ query: '{ b: well { name } }' }, { accept: 'application/graphql-response+json' }),
    ],
    ['errors in that media type', post({ query: '{ c: depth }' }, { accept: 'application/graphql-response+json' })],
    [
      'media types with weights',
      post({ query: '{ d: well { name } }' }, { accept: 'application/json;q=0.5, application/graphql-response+json' }),
    ],
    ['any media type', post({ query: '{ e: well { name } }' }, { accept: '*/*' })],
    ['a GET', get({ query: 'query ($i: ID) { well(id: $i) { name } }', variables: '{"i":"x"}' })],
  ])('%s', async (_title, asked) => {
    const { servedBy: first, ...seen } = await send(...asked);
    const { servedBy: second, ...known } = await send(...asked);
    const { servedBy: third, ...again } = await send(...asked);
    expect([first, second, third]).toEqual(['Apollo Server', 'fast path', 'fast path']);
    expect(known).toEqual(seen);
    expect(again).toEqual(seen);
  });
});

describe('requests of a cached operation that Apollo Server handles', () => {
  const query = '{ well { known: name } }';
  beforeAll(() => send(...post({ query })));

  test.each<[string, Asked, number]>([
    ['a GET of a mutation', get({ query: 'mutation { m: dig }' }), 405],
    ['a GET without a preflight', get({ query }, {}), 400],
    [
      'a GET with a parameter twice',
      ['GET', `/?query=${encodeURIComponent(query)}&query=x`, { 'apollo-require-preflight': '1' }],
      400,
    ],
    ['a GET whose variables are not an object', get({ query, variables: '[]' }), 400],
    ['variables that are a string', post({ query, variables: '{}' }), 400],
    ['an empty operation name', post({ query, operationName: '' }), 200],
    ['an operationName that is a number', post({ query, operationName: 1 }), 400],
    ['an unknown media type', post({ query }, { accept: 'image/png' }), 406],
    [
      'a persisted query of another text',
      post({ query, extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } }),
      400,
    ],
    ['a batch', ['POST', '/', json, JSON.stringify([{ query }])], 400],
  ])('%s', async (_title, asked, status) => {
    await send(...post({ query: 'mutation { m: dig }' }));
    for (let i = 0; i < 2; i++) {
      const answer = await send(...asked);
      expect(answer).toMatchObject({ status, servedBy: 'Apollo Server' });
    }
  });

  test('the landing page', async () => {
    const page = await send('GET', '/', { accept: 'text/html' });
    expect(page.body).toContain('embeddable-sandbox');
  });
});
