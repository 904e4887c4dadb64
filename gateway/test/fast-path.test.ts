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

interface Answer {
  status: number | undefined;
  type: string | undefined;
  allow: string | undefined;
  body: string;
}

/** Unlike fetch, it sends the headers that it is given and no others. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer & { way: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, gateway.url), { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'content-type': type, allow, vary } = response.headers;
        // Only the way of known operations tells what else an answer depends on.
        const way = vary?.includes('hub-as-of') ? 'known' : 'first seen';
        resolve({ status: response.statusCode, type, allow, body: Buffer.concat(chunks).toString(), way });
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

describe('an operation that is known is answered to the byte as when it is first seen', () => {
  test.each<[string, Asked]>([
    ['a query', post({ query: '{ well { name } }' })],
    [
      'with null for what is absent',
      post({ query: '{ well { id } }', variables: null, operationName: null, extensions: null }),
    ],
    ['one of two operations', post({ query: 'query a { well { name } } query b { well { id } }', operationName: 'b' })],
    ['variables', post({ query: 'query ($i: [Int!]) { echo(of: $i) }', variables: { i: [1, 2] } })],
    ['a variable that does not fit', post({ query: 'query ($i: [Int!]!) { echo(of: $i) }', variables: { i: 'x' } })],
    ['a variable that is missing', post({ query: 'query ($b: Boolean!) { echo(b: $b) }' })],
    ['an error beside data', post({ query: '{ fails well { id } }' })],
    ['an error that takes all data', post({ query: '{ depth }' })],
    ['introspection', post({ query: '{ __schema { queryType { name } } __typename }' })],
    ['a mutation', post({ query: 'mutation { dig }' })],
    [
      'a client that says which it is',
      post({ query: '{ a: well { name } }', extensions: { clientLibrary: { name: 'c' } } }),
    ],
    [
      'GraphQL’s own media type',
      post({ query: '{ b: well { name } }' }, { accept: 'application/graphql-response+json' }),
    ],
    ['its errors in that media type', post({ query: '{ c: depth }' }, { accept: 'application/graphql-response+json' })],
    [
      'media types by weight',
      post({ query: '{ d: well { name } }' }, { accept: 'application/json;q=0.5, application/graphql-response+json' }),
    ],
    ['any media type', post({ query: '{ e: well { name } }' }, { accept: '*/*' })],
    ['a GET', get({ query: 'query ($i: ID) { well(id: $i) { name } }', variables: '{"i":"x"}' })],
  ])('%s', async (_title, asked) => {
    const { way: first, ...seen } = await send(...asked);
    const { way: second, ...known } = await send(...asked);
    const { way: third, ...again } = await send(...asked);
    expect([first, second, third]).toEqual(['first seen', 'known', 'known']);
    expect(known).toEqual(seen);
    expect(again).toEqual(seen);
  });
});

describe('what the known way leaves to Apollo Server, of an operation that is known', () => {
  const query = '{ well { known: name } }';
  beforeAll(() => send(...post({ query })));

  test.each<[string, Asked, number]>([
    ['a GET of a mutation', get({ query: 'mutation { m: dig }' }), 405],
    ['a GET without a preflight', get({ query }, {}), 400],
    [
      'a GET that says something twice',
      ['GET', `/?query=${encodeURIComponent(query)}&query=x`, { 'apollo-require-preflight': '1' }],
      400,
    ],
    ['a GET whose variables are no object', get({ query, variables: '[]' }), 400],
    ['variables that are text', post({ query, variables: '{}' }), 400],
    ['an empty operation name', post({ query, operationName: '' }), 200],
    ['an operation name that is none', post({ query, operationName: 1 }), 400],
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
      expect(answer).toMatchObject({ status, way: 'first seen' });
    }
  });

  test('the landing page', async () => {
    const page = await send('GET', '/', { accept: 'text/html' });
    expect(page.body).toContain('embeddable-sandbox');
  });
});
