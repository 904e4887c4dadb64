import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages } from './published.js';

const fixtures = ['edge-cases', 'aa-second-opinion'].map((name) => `services/indicators/test/fixtures/${name}`);
let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, [...packages, ...fixtures]);
});
afterAll(() => test.close());

const ask = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await test.execute(query, variables);
  expect(errors).toBeUndefined();
  return data;
};
const ofMunicipality = async (code: string, fields: string) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { ${fields} } } }`;
  return (await ask(query, { of: [{ __typename: 'Municipality', code }] }))._entities[0];
};

describe('two sources for one figure', () => {
  const fields = 'value sourceCode source { code } rank { position }';

  it('both stand in lists', async () => {
    const { observations } = await ofMunicipality(
      '15001',
      `observations(indicator: "pobreza_pct", from: "2020") { ${fields} }`,
    );
    expect(observations).toEqual([
      { value: 1.5, sourceCode: 'aa-second-opinion', source: { code: 'aa-second-opinion' }, rank: { position: 1 } },
      { value: expect.any(Number), sourceCode: 'coneval-pobreza', source: { code: 'coneval-pobreza' }, rank: null },
    ]);
  });

  it('the one whose code comes first stands where one is needed', async () => {
    const { indicators: found } = await ofMunicipality('15001', 'indicators(codes: ["pobreza_pct"]) { value }');
    expect(found).toEqual([{ value: 1.5 }]);
    const { indicator } = await ask(
      '{ indicator(code: "pobreza_pct") { summary { count min { value } } ranking(first: 1) { totalCount nodes { value observation { sourceCode } } } } }',
    );
    expect(indicator).toEqual({
      summary: { count: 125, min: { value: 1.5 } },
      ranking: { totalCount: 125, nodes: [{ value: 1.5, observation: { sourceCode: 'aa-second-opinion' } }] },
    });
  });

  it('a known value stands before an unknown one', async () => {
    const { indicators: found } = await ofMunicipality(
      '15002',
      'indicators(codes: ["pobreza_pct"]) { value sourceCode }',
    );
    expect(found).toEqual([{ value: expect.any(Number), sourceCode: 'coneval-pobreza' }]);
  });

  it('are both named for the period', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "pobreza_pct") { periods { period sourceCodes } sources { code } } }',
    );
    expect(indicator.periods.at(-1)).toEqual({ period: '2020', sourceCodes: ['aa-second-opinion', 'coneval-pobreza'] });
    expect(indicator.sources).toEqual([{ code: 'aa-second-opinion' }, { code: 'coneval-pobreza' }]);
  });
});

describe('two series in one period', () => {
  it('the newer one is the latest', async () => {
    const latest = async (code: string) =>
      (
        await ofMunicipality(
          code,
          'indicators(codes: ["prueba_mensual"]) { period series value status methodology { name } }',
        )
      ).indicators;
    const newer = { period: '2024-02', series: 'nueva', methodology: { name: 'Método nuevo' } };
    expect(await latest('15001')).toEqual([{ ...newer, value: 20, status: 'OBSERVED' }]);
    expect(await latest('15002')).toEqual([{ ...newer, value: null, status: 'NOT_AVAILABLE' }]);
    expect(await latest('15003')).toEqual([expect.objectContaining({ series: 'vieja', value: 10 })]);
  });

  it('the newer one is ranked, and the older one for who asks', async () => {
    const { indicator } = await ask(`{ indicator(code: "prueba_mensual") {
      series { code }
      newer: ranking(state: "15") { period series totalCount }
      older: ranking(state: "15", series: "vieja") { period series nodes { position tied value municipality { code } } } } }`);
    expect(indicator.series).toEqual([{ code: 'vieja' }, { code: 'nueva' }]);
    expect(indicator.newer).toEqual({ period: '2024-02', series: 'nueva', totalCount: 1 });
    expect(indicator.older).toMatchObject({ period: '2024-02', series: 'vieja' });
    expect(indicator.older.nodes.map(({ value }: { value: number }) => value)).toEqual([7, 10, 12]);
  });

  it('a change keeps to the one that has both periods', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { change(from: "2024-01", until: "2024-02") { series count unchanged changes { nodes { municipality { code } absolute relativePercent improved } } } } }',
    );
    expect(indicator.change).toEqual({
      series: 'vieja',
      count: 3,
      unchanged: 1,
      changes: {
        nodes: [
          { municipality: { code: '15003' }, absolute: 0, relativePercent: 0, improved: null },
          { municipality: { code: '15001' }, absolute: 2, relativePercent: 20, improved: false },
          { municipality: { code: '15002' }, absolute: 7, relativePercent: null, improved: false },
        ],
      },
    });
  });
});

describe('periods shorter than a year', () => {
  it('are ordered by when they end, and found within a year', async () => {
    const { observations } = await ofMunicipality(
      '15001',
      'observations(indicator: "prueba_mensual", from: "2024-02", until: "2024") { period series }',
    );
    expect(observations).toEqual([
      { period: '2024-02', series: 'nueva' },
      { period: '2024-02', series: 'vieja' },
      { period: '2024', series: 'nueva' },
    ]);
  });

  it('give way to the year that is partial only for who asks', async () => {
    const { indicators: found } = await ofMunicipality(
      '15001',
      'indicators(codes: ["prueba_mensual"], includePartial: true) { period partial note }',
    );
    expect(found).toEqual([{ period: '2024', partial: true, note: 'enero a octubre' }]);
  });

  it('of a change that is partial are flagged', async () => {
    const { change } = await ofMunicipality(
      '15001',
      'change(indicator: "prueba_mensual", from: "2024-02", until: "2024") { absolute partial }',
    );
    expect(change).toEqual({ absolute: 100, partial: true });
  });
});

describe('several states', () => {
  it('are ranked together where none is named, and each by itself for an observation', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { ranking { totalCount nodes { position municipality { code } observation { rank { position of } } } } } }',
    );
    expect(indicator.ranking.nodes).toEqual([
      { position: 1, municipality: { code: '09002' }, observation: { rank: { position: 1, of: 2 } } },
      { position: 2, municipality: { code: '09003' }, observation: { rank: { position: 2, of: 2 } } },
      { position: 2, municipality: { code: '15001' }, observation: { rank: { position: 1, of: 1 } } },
    ]);
  });

  it('each have their own missing municipalities', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { here: summary(state: "15") { missing } there: summary(state: "09") { missing count } both: summary { missing state { code } } } }',
    );
    expect(indicator).toEqual({
      here: { missing: 124 },
      there: { missing: 0, count: 2 },
      both: { missing: 124, state: null },
    });
  });
});

describe('equal values', () => {
  it('share the first place, have no spread and one bin', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_igual") { ranking { nodes { position tied } } summary { standardDeviation quartile1 histogram { from to count } min { municipalities { code } } } } }',
    );
    expect(indicator).toEqual({
      ranking: {
        nodes: [
          { position: 1, tied: true },
          { position: 1, tied: true },
        ],
      },
      summary: {
        standardDeviation: 0,
        quartile1: 0.5,
        histogram: [{ from: 0.5, to: 0.5, count: 2 }],
        min: { municipalities: [{ code: '15001' }, { code: '15002' }] },
      },
    });
  });
});

describe('an indicator without figures', () => {
  it('has no ranking and no summary, and is no error', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_vacia") { ranking { totalCount } summary { count } periods { period } sources { code } coverage { municipalityCount firstPeriod } } }',
    );
    expect(indicator).toEqual({
      ranking: null,
      summary: null,
      periods: [],
      sources: [],
      coverage: { municipalityCount: 0, firstPeriod: null },
    });
  });
});
