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

describe('two sources of one value', () => {
  const fields = 'value sourceCode source { code } rank { position }';

  it('are both in lists', async () => {
    const { observations } = await ofMunicipality(
      '15001',
      `observations(indicator: "pobreza_pct", periodFrom: "2020") { nodes { ${fields} } }`,
    );
    expect(observations.nodes).toEqual([
      { value: 1.5, sourceCode: 'aa-second-opinion', source: { code: 'aa-second-opinion' }, rank: null },
      {
        value: expect.any(Number),
        sourceCode: 'coneval-pobreza',
        source: { code: 'coneval-pobreza' },
        rank: { position: expect.any(Number) },
      },
    ]);
  });

  it('the one that was published first is used for latest values, summaries and rankings', async () => {
    const query = `{ latest: observations(municipality: "15001", indicator: "pobreza_pct", periodFrom: "2020") { nodes { value sourceCode isPreferred } }
      indicator(code: "pobreza_pct") { summary { min { value } } ranking { entries(orderBy: POSITION_DESC, first: 500) { nodes { municipalityCode value } } } } }`;
    const { latest, indicator } = await ask(query);
    const preferred = latest.nodes.find(({ isPreferred }: { isPreferred: boolean }) => isPreferred);
    expect(preferred.sourceCode).toBe('coneval-pobreza');
    expect(indicator.summary.min.value).toBeGreaterThan(1.5);
    const ranked = indicator.ranking.entries.nodes.find(
      ({ municipalityCode }: { municipalityCode: string }) => municipalityCode === '15001',
    );
    expect(ranked.value).toBe(preferred.value);
  });

  it('a known value is preferred to an unknown one', async () => {
    const { latestObservations: found } = await ofMunicipality(
      '15002',
      'latestObservations(codes: ["pobreza_pct"]) { value sourceCode }',
    );
    expect(found).toEqual([{ value: expect.any(Number), sourceCode: 'coneval-pobreza' }]);
  });

  it('are both listed for the period', async () => {
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
          'latestObservations(codes: ["prueba_mensual"]) { period seriesCode value status series { name } }',
        )
      ).latestObservations;
    const newer = { period: '2024-02', seriesCode: 'nueva', series: { name: 'Método nuevo' } };
    expect(await latest('15001')).toEqual([{ ...newer, value: 20, status: 'OBSERVED' }]);
    expect(await latest('15002')).toEqual([{ ...newer, value: null, status: 'NOT_AVAILABLE' }]);
    expect(await latest('15003')).toEqual([expect.objectContaining({ seriesCode: 'vieja', value: 10 })]);
  });

  it('the newer one is ranked by default, the older one by request', async () => {
    const { indicator } = await ask(`{ indicator(code: "prueba_mensual") {
      series { code }
      newer: ranking(state: "15") { period seriesCode entries { totalCount } }
      older: ranking(state: "15", seriesCode: "vieja") { period seriesCode entries { nodes { value } } } } }`);
    expect(indicator.series).toEqual([{ code: 'vieja' }, { code: 'nueva' }]);
    expect(indicator.newer).toEqual({ period: '2024-02', seriesCode: 'nueva', entries: { totalCount: 1 } });
    expect(indicator.older).toMatchObject({ period: '2024-02', seriesCode: 'vieja' });
    expect(indicator.older.entries.nodes.map(({ value }: { value: number }) => value)).toEqual([7, 10, 12]);
  });

  it('a change uses the one with both periods', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { changeSummary(periodFrom: "2024-01", periodTo: "2024-02") { seriesCode comparedCount unchangedCount changes { nodes { municipality { code } absolute relativePercent isImprovement } } } } }',
    );
    expect(indicator.changeSummary).toEqual({
      seriesCode: 'vieja',
      comparedCount: 3,
      unchangedCount: 1,
      changes: {
        nodes: [
          { municipality: { code: '15003' }, absolute: 0, relativePercent: 0, isImprovement: null },
          { municipality: { code: '15001' }, absolute: 2, relativePercent: 20, isImprovement: false },
          { municipality: { code: '15002' }, absolute: 7, relativePercent: null, isImprovement: false },
        ],
      },
    });
  });
});

describe('periods shorter than a year', () => {
  it('are ordered by their end, and found within a year', async () => {
    const { observations } = await ofMunicipality(
      '15001',
      'observations(indicator: "prueba_mensual", periodFrom: "2024-02", periodTo: "2024") { nodes { period seriesCode } }',
    );
    expect(observations.nodes).toEqual([
      { period: '2024-02', seriesCode: 'nueva' },
      { period: '2024-02', seriesCode: 'vieja' },
      { period: '2024', seriesCode: 'nueva' },
    ]);
  });

  it('give way to a partial year only by request', async () => {
    const { latestObservations: found } = await ofMunicipality(
      '15001',
      'latestObservations(codes: ["prueba_mensual"], includePartial: true) { period isPartial note }',
    );
    expect(found).toEqual([{ period: '2024', isPartial: true, note: 'enero a octubre' }]);
  });

  it('make a change partial', async () => {
    const { indicatorChange } = await ofMunicipality(
      '15001',
      'indicatorChange(indicator: "prueba_mensual", periodFrom: "2024-02", periodTo: "2024") { absolute isPartial }',
    );
    expect(indicatorChange).toEqual({ absolute: 100, isPartial: true });
  });
});

describe('several states', () => {
  it('are ranked together by default, and separately for an observation', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { ranking { entries { totalCount nodes { rank { position } municipality { code } observation { rank { position rankedCount } } } } } } }',
    );
    expect(indicator.ranking.entries.nodes).toEqual([
      {
        rank: { position: 1 },
        municipality: { code: '09002' },
        observation: { rank: { position: 1, rankedCount: 2 } },
      },
      {
        rank: { position: 2 },
        municipality: { code: '09003' },
        observation: { rank: { position: 2, rankedCount: 2 } },
      },
      {
        rank: { position: 2 },
        municipality: { code: '15001' },
        observation: { rank: { position: 1, rankedCount: 1 } },
      },
    ]);
  });

  it('have municipalities without a known value each', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_mensual") { here: summary(state: "15") { unknownCount } there: summary(state: "09") { unknownCount knownCount } both: summary { unknownCount state { code } } } }',
    );
    expect(indicator).toEqual({
      here: { unknownCount: 124 },
      there: { unknownCount: 0, knownCount: 2 },
      both: { unknownCount: 124, state: null },
    });
  });
});

describe('equal values', () => {
  it('share the first position, have no deviation and one bin', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_igual") { ranking { entries { nodes { rank { position isTied } } } } summary { standardDeviation quartile1 histogram { from to count } min { municipalities { code } } } } }',
    );
    expect(indicator).toEqual({
      ranking: {
        entries: {
          nodes: [{ rank: { position: 1, isTied: true } }, { rank: { position: 1, isTied: true } }],
        },
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

describe('an indicator without observations', () => {
  it('has a null ranking and summary without an error', async () => {
    const { indicator } = await ask(
      '{ indicator(code: "prueba_vacia") { ranking { period } summary { knownCount } periods { period } sources { code } coverage { municipalityCount firstPeriod } } }',
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
