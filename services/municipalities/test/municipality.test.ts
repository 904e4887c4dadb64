import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { municipalities } from '@cabildo/municipalities';

const packages = ['inegi-municipios', 'inegi-marco-2020', 'magar-elecciones', 'chimalhuacan-declaracion'].map(
  (name) => `data/${name}`,
);
let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(municipalities, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const names = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await test.execute(query, variables);
  expect(errors).toBeUndefined();
  return data.municipalities.nodes.map(({ name }: { name: string }) => name);
};

describe('the catalogue', () => {
  it('has the codes 15001 to 15125 without a hole', async () => {
    const { data } = await test.execute('{ municipalities(first: 200, orderBy: CODE) { totalCount nodes { code } } }');
    expect(data.municipalities.totalCount).toBe(125);
    expect(data.municipalities.nodes.map(({ code }: { code: string }) => Number(code))).toEqual(
      Array.from({ length: 125 }, (_, index) => 15001 + index),
    );
  });

  it('adds up to the population and the area of the state', async () => {
    const { data } = await test.execute(
      '{ state(code: "15") { name officialName summary { municipalityCount areaKm2 populations { year persons men women } } } }',
    );
    const { summary } = data.state;
    const of = (year: number) => summary.populations.find((population: { year: number }) => population.year === year);
    expect([of(2010).persons, of(2015).persons, of(2020).persons]).toEqual([15175862, 16187608, 16992418]);
    expect(of(2020).men + of(2020).women).toBe(16992418);
    expect(of(1990).men).toBeNull();
    expect(summary.areaKm2).toBeCloseTo(22351.5, 1);
    expect(data.state.officialName).toBe('Estado de México');
  });

  it('names 15031 Chimalhuacán, 15033 Ecatepec de Morelos and 15106 Toluca', async () => {
    expect(
      await names('{ municipalities(codes: ["15031", "15033", "15106"], orderBy: CODE) { nodes { name } } }'),
    ).toEqual(['Chimalhuacán', 'Ecatepec de Morelos', 'Toluca']);
  });

  it('shows a population before the municipality existed as unknown', async () => {
    const { data } = await test.execute(
      '{ municipality(code: "15125") { name population(year: 1990) { persons } populations { year } } }',
    );
    expect(data.municipality.population).toBeNull();
    expect(data.municipality.populations[0].year).toBe(2005);
  });

  it('leads from a record to its source', async () => {
    const { data } = await test.execute(
      '{ municipality(code: "15031") { line source { code publisher title fileName sha256 } } }',
    );
    expect(data.municipality.line).toBe(32);
    expect(data.municipality.source).toMatchObject({
      code: 'inegi-municipios',
      publisher: 'INEGI',
      fileName: 'municipality.csv',
    });
    expect(data.municipality.source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

it('the former names of a municipality are listed, and no other municipality has any', async () => {
  const { data } = await test.execute('{ municipalities(first: 200) { nodes { code formerNames } } }');
  const renamed = data.municipalities.nodes.filter(({ formerNames }: { formerNames: string[] }) => formerNames.length);
  expect(renamed).toEqual([{ code: '15001', formerNames: ['Acambay'] }]);
});

describe('search', () => {
  it.each([
    ['nezahualcoyotl', 'Nezahualcóyotl'],
    ['Chimaluacan', 'Chimalhuacán'],
    ['ECATEPEC', 'Ecatepec de Morelos'],
    ['tlalnepantla', 'Tlalnepantla de Baz'],
    ['Ruíz Castañeda', 'Acambay de Ruíz Castañeda'],
    ['acambay', 'Acambay de Ruíz Castañeda'],
  ])('finds "%s" as %s first', async (name, expected) => {
    expect(
      (await names('query ($name: String) { municipalities(search: $name) { nodes { name } } }', { name }))[0],
    ).toBe(expected);
  });

  it('does not take n for ñ', async () => {
    const relevance = async (name: string) => {
      const { rows } = await (await test.subgraph.database.pool()).query(
        'select search_key($1) = search_key($2) as same',
        [name, 'Peña Muñoz'],
      );
      return rows[0].same;
    };
    expect(await relevance('PEÑA MUÑOZ')).toBe(true);
    expect(await relevance('Pena Munoz')).toBe(false);
  });

  it('is empty if no name is similar', async () => {
    expect(await names('{ municipalities(search: "Xyzzyx") { nodes { name } } }')).toEqual([]);
  });
});

describe('lists', () => {
  const page = `query ($first: Int!, $after: String, $orderBy: MunicipalityOrder!, $name: String) {
    municipalities(first: $first, after: $after, orderBy: $orderBy, search: $name) {
      nodes { code name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

  it.each(['CODE', 'NAME', 'POPULATION_DESC', 'POPULATION_ASC', 'AREA_DESC', 'AREA_ASC', 'RELEVANCE'])(
    'ordered by %s has each municipality once, over pages',
    async (orderBy) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await test.execute(page, { first: 40, after, orderBy });
        expect(errors).toBeUndefined();
        seen.push(...data.municipalities.nodes.map(({ code }: { code: string }) => code));
        after = data.municipalities.pageInfo.hasNextPage ? data.municipalities.pageInfo.endCursor : null;
      } while (after);
      expect(new Set(seen).size).toBe(125);
      expect(seen).toHaveLength(125);
    },
  );

  it('continues after a cursor in order of relevance', async () => {
    const whole = await test.execute(page, { first: 10, orderBy: 'RELEVANCE', name: 'san' });
    const first = await test.execute(page, { first: 3, orderBy: 'RELEVANCE', name: 'san' });
    const next = await test.execute(page, {
      first: 3,
      orderBy: 'RELEVANCE',
      name: 'san',
      after: first.data.municipalities.pageInfo.endCursor,
    });
    expect([...first.data.municipalities.nodes, ...next.data.municipalities.nodes]).toEqual(
      whole.data.municipalities.nodes.slice(0, 6),
    );
  });

  it('starts with the largest population', async () => {
    expect(await names('{ municipalities(first: 2, orderBy: POPULATION_DESC) { nodes { name } } }')).toEqual([
      'Ecatepec de Morelos',
      'Nezahualcóyotl',
    ]);
  });

  it('keeps to a population range and a metropolitan zone', async () => {
    const inRange = await names(
      '{ municipalities(populationAtLeast: 700000, populationAtMost: 800000) { nodes { name } } }',
    );
    expect(inRange).toContain('Chimalhuacán');
    expect(inRange).not.toContain('Ecatepec de Morelos');
    expect(await names('{ municipalities(metropolitanZone: "Toluca", first: 100) { nodes { name } } }')).toContain(
      'Toluca',
    );
  });

  it.each([
    [0, 'BAD_PAGE_SIZE'],
    [501, 'BAD_PAGE_SIZE'],
  ])('refuses a page of %i', async (first, code) => {
    const { errors } = await test.execute(page, { first, orderBy: 'CODE' });
    expect(errors![0]!.extensions.code).toBe(code);
    expect(errors![0]!.message).toBe(`first is ${first}; expected 1 to 500.`);
  });

  it.each(['nonsense', Buffer.from('["municipalities NAME","a","15001"]').toString('base64url'), ''])(
    'refuses the cursor "%s"',
    async (after) => {
      const { errors } = await test.execute(page, { first: 1, after, orderBy: 'CODE' });
      expect(errors![0]!.extensions.code).toBe('BAD_CURSOR');
    },
  );
});

describe('the municipalities of a state', () => {
  it('are a page that goes on', async () => {
    const page = async (after: string | null) =>
      (
        await test.execute(
          'query ($after: String) { state(code: "15") { municipalities(first: 100, after: $after, orderBy: CODE) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } } }',
          { after },
        )
      ).data.state.municipalities;
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 125, pageInfo: { hasNextPage: true } });
    expect((await page(first.pageInfo.endCursor)).nodes.map(({ code }: { code: string }) => code)).toEqual(
      Array.from({ length: 25 }, (_, index) => `${15101 + index}`),
    );
  });
});

describe('a lookup', () => {
  it.each([
    '{ found: municipality(code: "15999") { name } }',
    '{ found: state(code: "09") { name } }',
    '{ found: declaration(id: "none") { id } }',
  ])('%s of an absent key is null without an error', async (query) => {
    const { data, errors } = await test.execute(query);
    expect([data, errors]).toEqual([{ found: null }, undefined]);
  });

  it.each([
    ['{ municipality(code: "1503") { name } }', {}],
    ['query ($code: MunicipalityCode!) { municipality(code: $code) { name } }', { code: '1503' }],
  ])('%s of a malformed code is an error', async (query, variables) => {
    const { errors } = await test.execute(query, variables);
    expect(errors![0]!.message).toContain(
      '"1503" is not a MunicipalityCode: INEGI\'s code has five digits, the first two a state from 01 to 32, such as 15031.',
    );
  });
});

describe('administrations', () => {
  it('are selected by day', async () => {
    const { data } = await test.execute(`{ municipality(code: "15031") {
      ayuntamientos { electionYear }
      a: ayuntamiento(on: "2019-05-01") { municipalPresident party termStartYear termEndYear }
      b: ayuntamiento(on: "1980-01-01") { municipalPresident } } }`);
    expect(data.municipality.ayuntamientos).toHaveLength(10);
    expect(data.municipality.a).toEqual({
      municipalPresident: 'JESUS TOLENTINO ROMAN BOJORQUEZ',
      party: 'pri',
      termStartYear: 2019,
      termEndYear: 2021,
    });
    expect(data.municipality.b).toBeNull();
  });
});

describe('the declaration of Chimalhuacán', () => {
  it('has its day, its points and its signatories', async () => {
    const { data } = await test.execute(`{ municipality(code: "15031") { latestDeclaration {
      date addressee undertakings points { letter text } signatories { name role authority { id } } exercise { id declarations { nodes { id } } } municipality { code } } }
      declarations(state: "15") { totalCount } }`);
    const { latestDeclaration: declaration } = data.municipality;
    expect(declaration.date).toBe('2022-05-24');
    expect(declaration.points.map(({ letter }: { letter: string }) => letter).join('')).toBe('ABCDEFGH');
    expect(declaration.signatories.map(({ name }: { name: string }) => name)).toEqual([
      'Xóchitl Flores Jiménez',
      'José Martínez Vilchis',
    ]);
    expect(declaration.exercise.declarations.nodes).toHaveLength(1);
    expect(data.declarations.totalCount).toBe(1);
  });
});

describe('reads are batched', () => {
  const query = (
    first: number,
  ) => `{ municipalities(first: ${first}) { nodes { name state { name summary { areaKm2 } } populations { persons municipality { name } } population { persons }
    ayuntamientos { party municipality { code } } latestDeclaration { points { text } signatories { name } } source { publisher } } } }`;

  it('whatever the number of municipalities', async () => {
    await test.execute(query(125));
    const few = await test.countStatements(() => test.execute(query(40)));
    const many = await test.countStatements(() => test.execute(query(125)));
    expect(many).toBe(few);
    expect(many).toBe(11);
  });
});

describe('a revision', () => {
  it('counts the rows that a file changed', async () => {
    const { data } = await test.execute(
      '{ municipalitiesRevisions(dataset: "census") { totalCount nodes { number dataset added changed withdrawn publishedBy publishedAt } } municipalitiesSources(sourceCode: "inegi-municipios") { totalCount } }',
    );
    expect(data.municipalitiesRevisions.nodes).toMatchObject([
      { dataset: 'census', added: 865, changed: 0, withdrawn: 0, publishedBy: 'test' },
    ]);
    expect(data.municipalitiesSources.totalCount).toBe(3);
  });
});

describe('a boundary', () => {
  it('of each municipality is a closed polygon around its seat', async () => {
    const { data, errors } = await test.execute(
      '{ municipalities(first: 200) { nodes { code seatLocation { latitude longitude } boundary { framework geometry source { publisher } } } } }',
    );
    expect(errors).toBeUndefined();
    for (const { boundary } of data.municipalities.nodes) {
      expect(boundary).toMatchObject({ framework: 'MG2020', source: { publisher: 'INEGI' } });
      const { type, coordinates } = boundary.geometry;
      const polygons = type === 'Polygon' ? [coordinates] : coordinates;
      for (const ring of polygons.flat()) {
        expect(ring.length).toBeGreaterThanOrEqual(4);
        expect(ring[0]).toEqual(ring.at(-1));
      }
    }
  });
});

describe('a metropolitan zone', () => {
  it('has its municipalities, and each of them leads back to it', async () => {
    const { data, errors } = await test.execute(
      '{ metropolitanZones { nodes { name municipalityCount municipalities { code zone { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.metropolitanZones.nodes.length).toBeGreaterThan(1);
    for (const { name, municipalityCount, municipalities: members } of data.metropolitanZones.nodes) {
      expect(members).toHaveLength(municipalityCount);
      for (const { zone } of members) expect(zone.name).toBe(name);
    }
  });

  it('that does not exist is null, without an error', async () => {
    expect(await test.execute('{ metropolitanZone(name: "Atlántida") { name } }')).toMatchObject({
      data: { metropolitanZone: null },
    });
  });
});
