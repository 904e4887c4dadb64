import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { parse, validateSchema } from 'graphql';
import { wells } from './wells.js';

let test: TestSubgraph;
beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-wells-'));
  const rows = Array.from({ length: 25 }, (_, index) => `150${31 + (index % 3)},w${index},Pozo ${index}`);
  await writeFile(join(folder, 'well.csv'), `municipality_code,id,name\n${rows.join('\n')}\n`);
  await writeFile(
    join(folder, 'source.json'),
    JSON.stringify({
      code: 'agency',
      publisher: 'Agency',
      title: 'Wells',
      files: [{ dataset: 'well', file: 'well.csv' }],
    }),
  );
  await test.load(folder);
});
afterAll(() => test.close());

describe('a subgraph', () => {
  it('has a Federation 2 schema with its SDL', async () => {
    expect(validateSchema(wells.schema)).toEqual([]);
    expect(() => parse(wells.sdl)).not.toThrow();
    const { data } = await test.execute('{ _service { sdl } }');
    expect(data._service.sdl).toContain('type Well implements Recorded @key(fields: "id")');
    expect(wells.sdl).toContain('https://specs.apollo.dev/federation/v2.6');
  });

  it('returns entities in the order of the representations, with one statement per type', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Well { id name } ... on Municipality { code wells { id } } } }';
    const representations = [
      ...Array.from({ length: 25 }, (_, index) => ({ __typename: 'Well', id: `w${24 - index}` })),
      { __typename: 'Well', id: 'none' },
      { __typename: 'Municipality', code: '15031' },
      { __typename: 'Municipality', code: '15099' },
    ];
    const { data, errors } = await test.execute(query, { r: representations });
    expect(errors).toBeUndefined();
    expect(data._entities.slice(0, 2)).toEqual([
      { id: 'w24', name: 'Pozo 24' },
      { id: 'w23', name: 'Pozo 23' },
    ]);
    expect(data._entities[25]).toBeNull();
    expect(data._entities[26].wells).toHaveLength(9);
    expect(data._entities[27].wells).toEqual([]);
    expect(await test.countStatements(() => test.execute(query, { r: representations }))).toBe(3);
  });

  it('uses the default of an omitted non-null variable', async () => {
    const query = 'query ($first: Int! = 2) { wells(first: $first) { nodes { id } } }';
    expect((await test.execute(query)).data.wells.nodes).toHaveLength(2);
    expect((await test.execute(query, { first: 3 })).data.wells.nodes).toHaveLength(3);
    expect((await test.execute(query, { first: null })).errors).toHaveLength(1);
  });

  it('reports its revision in the extensions', async () => {
    expect((await test.execute('{ wells { totalCount } }')).extensions).toEqual({
      revision: 1,
      root: expect.any(String),
    });
  });
});

describe('an error', () => {
  it.each(['sql', 'code'])('inside the subgraph (%s) is masked', async (how) => {
    const { data, errors } = await test.execute(`{ broken(how: "${how}") wells { totalCount } }`);
    expect(data).toEqual({ broken: null, wells: { totalCount: 25 } });
    expect(errors!.map((error) => error.toJSON())).toEqual([
      {
        message: 'The subgraph failed unexpectedly.',
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });

  it('of a text that PostgreSQL cannot store is BAD_ARGUMENT', async () => {
    const { errors } = await test.execute('query ($id: String!) { well(id: $id) { id } }', { id: 'a\u0000b' });
    expect(errors![0]!.extensions.code).toBe('BAD_ARGUMENT');
  });

  it.each(['{ wells { nope } }', '{', 'query ($x: Int!) { wells(first: $x) { totalCount } }'])(
    'of the request %s is in the response',
    async (query) => {
      const { errors } = await test.execute(query);
      expect(errors!.length).toBeGreaterThan(0);
    },
  );
});

describe('a lost database connection', () => {
  it('is an error with a code, and recovers without a restart', async () => {
    const lost = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
    await lost.execute('{ wells { totalCount } }');
    const name = new URL(lost.dsn).pathname.slice(1);
    const server = await test.subgraph.database.pool();
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await server.query(`alter database ${name} rename to ${name}_away`);
    const down = await lost.execute('{ wells { totalCount } }');
    expect(down.errors![0]!.extensions.code).toBe('DATABASE_UNAVAILABLE');
    await server.query(`alter database ${name}_away rename to ${name}`);
    expect((await lost.execute('{ wells { totalCount } }')).data).toEqual({ wells: { totalCount: 0 } });
    await lost.close();
  });
});
