import { expect, test } from '@jest/globals';
import { Engine } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  'type Query { town: Town other: Town } type Town @key(fields: "code") { code: ID! name: String size: Int @external twice: Int @requires(fields: "size") }',
  {
    Query: { town: () => ({ code: '1', name: 'Chalco' }) },
    Town: { __resolveReference: (town: object) => town, twice: ({ size }: { size: number }) => size * 2 },
  },
);
const sizes = testSubgraph('sizes', 'type Town @key(fields: "code") { code: ID! size: Int } type Query { big: Int }', {
  Town: { size: () => 5 },
  Query: { big: () => 1 },
});

/** Subgraphs that publish a revision before each call and respond at the requested one. */
function publishing(asked: string[], honoursCall: (call: number) => boolean = () => true) {
  let newest = 0;
  const connect = inProcess([towns, sizes]);
  return new Engine(supergraphOf([towns, sizes]), (name, url) => {
    const transport = connect(name, url);
    return {
      ...transport,
      name,
      close: () => transport.close(),
      send: async (request) => {
        const wanted = request.headers['hub-revision'];
        asked.push(`${name} ${wanted ?? 'newest'}`);
        newest++;
        const revision = honoursCall(newest) && wanted !== undefined ? Number(wanted) : newest;
        return { ...(await transport.send(request)), extensions: { revision } };
      },
    };
  });
}

test('a response has the revisions of its subgraphs, sorted by name', async () => {
  const { extensions } = await publishing([]).execute({ query: '{ town { name size } }' });
  expect(Object.entries(extensions?.revisions as object)).toEqual([
    ['sizes', 2],
    ['towns', 1],
  ]);
});

test('the second call of a subgraph requests the revision of its first response', async () => {
  const asked: string[] = [];
  const { data, extensions } = await publishing(asked).execute({ query: '{ town { name twice } }' });
  expect(data).toEqual({ town: { name: 'Chalco', twice: 10 } });
  expect(asked).toEqual(['towns newest', 'sizes newest', 'towns 1']);
  expect(extensions).toEqual({ revisions: { towns: 1, sizes: 2 } });
});

test('a request can name the revisions', async () => {
  const asked: string[] = [];
  await publishing(asked).execute({ query: '{ town { name size } }', at: new Map([['towns', '4']]) });
  expect(asked).toEqual(['towns 4', 'sizes newest']);
});

test('a run with two revisions of a subgraph is repeated at the newer one', async () => {
  const asked: string[] = [];
  const engine = publishing(asked, (call) => call > 3);
  const { extensions } = await engine.execute({ query: '{ town { name twice } }' });
  expect(extensions).toEqual({ revisions: { towns: 3, sizes: 2 } });
  expect(asked.slice(3)).toEqual(['towns 3', 'sizes 2', 'towns 3']);
});

test('a subgraph that ignores the requested revision has null fields and an error with its name', async () => {
  const { data, errors } = await publishing([], () => false).execute({ query: '{ town { name twice } }' });
  expect(data).toEqual({ town: null });
  expect(errors?.map(({ message, extensions: { code } }) => ({ message, code }))).toEqual([
    { code: 'REVISIONS_MIXED', message: expect.stringMatching(/^Subgraph "towns" /) },
  ]);
});

test('a subgraph without revisions is not in the extensions', async () => {
  const engine = new Engine(supergraphOf([towns, sizes]), inProcess([towns, sizes]));
  expect(await engine.execute({ query: '{ big }' })).toEqual({ data: { big: 1 } });
});
