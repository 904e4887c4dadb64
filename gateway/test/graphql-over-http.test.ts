// Every audit of the reference implementation of GraphQL over HTTP, on both ways that a request can take.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type Gateway, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

let dug = 0;
const wells = testSubgraph('wells', 'type Query { well: String depth: Int! } type Mutation { dig: Int }', {
  Query: { well: () => 'Pozo ñ' },
  Mutation: { dig: () => ++dug },
});

let gateway: Gateway;
beforeAll(async () => {
  const supergraph = { sdl: supergraphOf([wells]) };
  gateway = await startGateway({ supergraph, connect: inProcess([wells]), port: 0, host: '127.0.0.1' });
});
afterAll(() => gateway.stop());

/** A GET that another site's page could send unasked is refused: it needs one header that only a preflight allows. */
const asked: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': '1' } });

let texts = 0;

/** Asks with a text that was never seen, so that Apollo Server answers. */
const firstSeen: typeof fetch = (url, init) => {
  const body = typeof init?.body === 'string' ? withComment(init.body) : undefined;
  return asked(url, body === undefined ? init : { ...init, body });
};

function withComment(body: string): string {
  try {
    const { query, ...rest } = JSON.parse(body) as { query?: unknown };
    return JSON.stringify({ ...rest, query: typeof query === 'string' ? `${query} # ${texts++}` : query });
  } catch {
    return body;
  }
}

/** Asks twice and tells the second answer, which is one of the way of known operations where there is such a way. */
const knownAlready: typeof fetch = async (url, init) => {
  await (await asked(url, init)).arrayBuffer();
  return asked(url, init);
};

describe.each([
  ['a new operation', firstSeen],
  ['a cached operation', knownAlready],
])('%s', (_title, fetchFn) => {
  const audits = serverAudits({ url: () => gateway.url, fetchFn });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect('reason' in result ? result.reason : result.status).toBe('ok');
  });
});

describe('requirements that the audits do not cover', () => {
  const own = 'application/graphql-response+json';
  const post = (query: unknown, headers: Record<string, string> = {}) =>
    fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const get = (search: Record<string, string>) => asked(`${gateway.url}?${new URLSearchParams(search)}`);

  test.each(['image/png', 'application/json;q=0', `${own};version=2`])(
    'nothing is run for who accepts only %s',
    async (accept) => {
      for (const query of ['mutation { dig }', 'mutation { dig again: dig }']) {
        const answer = await post(query, { accept });
        expect([answer.status, await answer.json()]).toMatchObject([
          406,
          { errors: [{ extensions: { code: 'MEDIA_TYPE_UNACCEPTABLE' } }] },
        ]);
      }
      expect(dug).toBe(0);
    },
  );

  test.each([
    [`${own}, application/json;q=0.9`, own],
    ['text/html, application/json;q=0.9', 'application/json'],
    [`image/png, ${own};charset=utf-8`, own],
    [`application/json;q=0.1, ${own};q=0.2`, own],
  ])('for accept: %s the media type is %s', async (accept, type) => {
    for (const query of ['{ well }', '{ nowhere }', `{ ${'{'.repeat(100)}`]) {
      expect((await post(query, { accept })).headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    }
  });

  test('a field error has the status 200 in both media types, even if data is null', async () => {
    for (const accept of [own, 'application/json', own, 'application/json']) {
      const answer = await post('{ depth }', { accept });
      expect([answer.status, await answer.json()]).toMatchObject([200, { data: null, errors: [{ path: ['depth'] }] }]);
    }
  });

  test('a GET with an empty operationName or variables=null is like one without them', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await get({ query: '{ well }', operationName: '', variables: 'null', extensions: 'null' });
      expect([answer.status, await answer.json()]).toEqual([200, { data: { well: 'Pozo ñ' } }]);
    }
  });

  test('a GET of a mutation has the status 405 and runs nothing', async () => {
    const answer = await get({ query: 'mutation { dig }' });
    expect([answer.status, answer.headers.get('allow'), dug]).toEqual([405, 'POST', 0]);
  });
});
