import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const ask = async (query: string) => {
  const { data, errors } = await test.execute(query);
  expect(errors).toBeUndefined();
  return data.indicator;
};

const valuesOf = (indicator: string, period: string) =>
  new Map(
    published
      .filter((row) => row.indicator === indicator && row.period === period && row.value !== null)
      .map(({ municipality, value }) => [municipality, value as number]),
  );

describe('a mean weighted by population', () => {
  it('of poverty in 2020 is 50.9 percent, while the plain mean of the municipalities is 57.2', async () => {
    const { summary } = await ask(
      '{ indicator(code: "pobreza_pct") { summary(period: "2020") { mean weightedMean { value weightIndicator { code } weightPeriod weightedCount sources { publisher } } } } }',
    );
    const poverty = valuesOf('pobreza_pct', '2020');
    const persons = valuesOf('poblacion_total', '2020');
    const total = [...poverty.keys()].reduce((sum, code) => sum + persons.get(code)!, 0);
    const weighted = [...poverty].reduce((sum, [code, value]) => sum + value * persons.get(code)!, 0) / total;
    expect(summary.mean).toBeCloseTo(57.2, 1);
    expect(summary.weightedMean.value).toBeCloseTo(weighted, 9);
    expect(summary.weightedMean.value).toBeCloseTo(50.9, 1);
    expect(summary.weightedMean).toMatchObject({
      weightIndicator: { code: 'poblacion_total' },
      weightPeriod: '2020',
      weightedCount: 125,
    });
    const publishers = summary.weightedMean.sources.map(({ publisher }: { publisher: string }) => publisher);
    expect(publishers).toContain('CONEVAL');
    expect(publishers.some((publisher: string) => publisher.startsWith('INEGI'))).toBe(true);
  });

  it('does not exist for a count', async () => {
    const { summary } = await ask('{ indicator(code: "poblacion_total") { summary { weightedMean { value } } } }');
    expect(summary.weightedMean).toBeNull();
  });
});

describe('a ratio', () => {
  it('of crimes to inhabitants divides by the last population that is not later', async () => {
    const { ratio } = await ask(
      '{ indicator(code: "delitos_total") { ratio(per: 10000, period: "2020") { numeratorPeriod denominatorPeriod overall knownCount entries(first: 200) { nodes { municipalityCode value numeratorValue denominatorValue } } } } }',
    );
    expect(ratio).toMatchObject({ numeratorPeriod: '2020', denominatorPeriod: '2020', knownCount: 125 });
    for (const { value, numeratorValue, denominatorValue } of ratio.entries.nodes)
      expect(value).toBeCloseTo((numeratorValue / denominatorValue) * 10000, 8);
    const sum = (key: string) =>
      ratio.entries.nodes.reduce((total: number, node: Record<string, number>) => total + node[key]!, 0);
    expect(ratio.overall).toBeCloseTo((sum('numeratorValue') / sum('denominatorValue')) * 10000, 8);
  });
});

describe('a correlation', () => {
  it('of poverty and lack of schooling is what PostgreSQL computes', async () => {
    const { correlation } = await ask(
      '{ indicator(code: "pobreza_pct") { correlation(other: "rezago_educativo_pct", period: "2020", otherPeriod: "2020") { pairCount pearson spearman pairs(first: 1) { totalCount } } } }',
    );
    const poverty = valuesOf('pobreza_pct', '2020');
    const lag = valuesOf('rezago_educativo_pct', '2020');
    const both = [...poverty.keys()].filter((code) => lag.has(code));
    const pool = await test.subgraph.database.pool();
    const { rows } = await pool.query(
      'select corr(a, b) as pearson from unnest($1::float8[], $2::float8[]) as p(a, b)',
      [both.map((code) => poverty.get(code)), both.map((code) => lag.get(code))],
    );
    expect(correlation.pairCount).toBe(both.length);
    expect(correlation.pairs.totalCount).toBe(both.length);
    expect(correlation.pearson).toBeCloseTo(rows[0].pearson, 9);
    expect(correlation.spearman).toBeGreaterThan(0.5);
  });
});

it('the number of statements does not grow with the entries', async () => {
  const statements = (first: number) =>
    test.countStatements(() =>
      ask(
        `{ indicator(code: "delitos_total") { ratio(per: 10000) { entries(first: ${first}) { nodes { value } } } } }`,
      ),
    );
  expect(await statements(100)).toBe(await statements(1));
});
