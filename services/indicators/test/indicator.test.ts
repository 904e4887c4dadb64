import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const ask = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await test.execute(query, variables);
  expect(errors).toBeUndefined();
  return data;
};
const codes = async (args: string) =>
  (await ask(`{ indicators(first: 100, ${args}) { nodes { code } } }`)).indicators.nodes.map(
    ({ code }: { code: string }) => code,
  );

describe('the catalogue', () => {
  it('has the 36 indicators, each with a series', async () => {
    const { indicators: found } = await ask('{ indicators(first: 100) { totalCount nodes { code series { code } } } }');
    expect(found.totalCount).toBe(36);
    expect(found.nodes.every(({ series }: { series: unknown[] }) => series.length > 0)).toBe(true);
  });

  it('has every published observation', async () => {
    const { observations } = await ask('{ observations(first: 1) { totalCount } }');
    expect(observations.totalCount).toBe(published.length);
  });

  it('lists the series of an indicator, oldest first', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "delitos_total") { series { code firstPeriod name source { code } } } }',
    );
    expect(indicator.series).toEqual([
      expect.objectContaining({ code: 'idfc', firstPeriod: '2015', source: { code: 'indicadores' } }),
      expect.objectContaining({ code: 'rnid-2026', firstPeriod: '2026' }),
    ]);
  });

  it('lists the periods of an indicator, with counts for each', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "carencia_servicios_basicos_pct") { periods { period seriesCode isPartial knownCount unknownCount sourceCodes } } }',
    );
    const common = { seriesCode: 'main', isPartial: false, sourceCodes: ['coneval-pobreza'] };
    expect(indicator.periods).toEqual([
      { period: '2010', knownCount: 84, unknownCount: 41, ...common },
      { period: '2015', knownCount: 100, unknownCount: 25, ...common },
      { period: '2020', knownCount: 63, unknownCount: 62, ...common },
    ]);
  });

  it('counts the known values of an indicator and lists their sources', async () => {
    const { indicator } = await ask(`{ indicator(code: "poblacion_total") {
      coverage { municipalityCount observationCount firstPeriod lastPeriod }
      elsewhere: coverage(state: "09") { municipalityCount observationCount firstPeriod }
      sources { code publisher fileName } } }`);
    expect(indicator).toEqual({
      coverage: { municipalityCount: 125, observationCount: 865, firstPeriod: '1990', lastPeriod: '2020' },
      elsewhere: { municipalityCount: 0, observationCount: 0, firstPeriod: null },
      sources: [{ code: 'inegi-censos', publisher: 'INEGI', fileName: 'observation.csv' }],
    });
  });

  it('resolves references; null if there is no such indicator', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Indicator { name } } }';
    const of = ['idh', 'nada'].map((code) => ({ __typename: 'Indicator', code }));
    expect((await ask(query, { of }))._entities).toEqual([{ name: 'Índice de desarrollo humano' }, null]);
  });
});

describe('a list of indicators', () => {
  it('keeps to a topic, a pillar, a polarity or a source', async () => {
    expect(await codes('topic: EDUCATION')).toEqual([
      'analfabeta_15ymas_pct',
      'rezago_educativo_pct',
      'sin_educ_basica_15ymas_pct',
    ]);
    expect(await codes('pillar: PARTICIPATION')).toEqual(['metrica_ga_participacion', 'participacion_electoral_pct']);
    expect(await codes('topic: SOCIAL, polarity: HIGHER_IS_BETTER')).toEqual(['idh', 'marginacion_indice_normalizado']);
    expect(await codes('sourceCode: "sesnsp-homicidios"')).toEqual([
      'feminicidios_carpetas',
      'homicidio_doloso_carpetas',
    ]);
    expect(await codes('sourceCode: "nobody"')).toEqual([]);
  });

  it.each([
    ['educacion basica', 'sin_educ_basica_15ymas_pct'],
    ['hacinamineto', 'hacinamiento_pct'],
    ['IDH', 'idh'],
    ['desarollo humano', 'idh'],
    ['feminicidio', 'feminicidios_carpetas'],
  ])('finds "%s"', async (text, code) => {
    expect((await codes(`search: "${text}"`)).slice(0, 2)).toContain(code);
  });

  it.each(['RELEVANCE', 'CODE', 'NAME', 'TOPIC'])('ordered by %s has each once, over pages', async (orderBy) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { indicators: page } = await ask(
        `query ($after: String) { indicators(first: 10, after: $after, orderBy: ${orderBy}) { nodes { code } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      seen.push(...page.nodes.map(({ code }: { code: string }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(seen).size).toBe(36);
    expect(seen).toHaveLength(36);
  });
});

it('a lookup of an absent code is null without an error', async () => {
  expect(await ask('{ indicator(code: "pobresa_pct") { name } }')).toEqual({ indicator: null });
});

describe('a request for', () => {
  it.each([
    [
      '{ observations(indicator: "pobresa_pct") { totalCount } }',
      'NOT_FOUND',
      'No indicator is recorded under "pobresa_pct". Query.indicators lists the recorded ones.',
    ],
    [
      '{ indicator(code: "Pobreza") { name } }',
      'BAD_ARGUMENT',
      '"Pobreza" is not an IndicatorCode: 2 to 63 characters of a-z, 0-9 and _, starting with a letter, such as pobreza_pct.',
    ],
    [
      '{ indicator(code: "idh") { ranking(period: "2020") { period } } }',
      'NOT_FOUND',
      'No observation of idh is recorded for 2020. Recorded periods: 2010, 2015.',
    ],
    [
      '{ indicator(code: "idh") { summary(state: "09", period: "2010") { knownCount } } }',
      'NOT_FOUND',
      'No observation of idh is recorded for 2010 in the state 09. It has no observations.',
    ],
    [
      '{ indicator(code: "idh") { summary(seriesCode: "2020") { knownCount } } }',
      'NOT_FOUND',
      'Unknown series "2020" of idh. Expected one of: main.',
    ],
    [
      '{ indicator(code: "pobreza_extrema_pct") { summary(seriesCode: "2020", period: "2015") { knownCount } } }',
      'NOT_FOUND',
      'No observation of pobreza_extrema_pct is recorded for 2015 in the series 2020. Recorded periods: 2010 (series 2010-2015), 2015 (series 2010-2015), 2020 (series 2020).',
    ],
  ])('%s says %s', async (query, code, message) => {
    const { errors } = await test.execute(query);
    expect(errors).toHaveLength(1);
    expect({ code: errors![0]!.extensions?.code, message: errors![0]!.message }).toEqual({
      code,
      message: expect.stringContaining(message),
    });
  });
});
