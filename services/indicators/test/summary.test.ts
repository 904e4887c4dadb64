import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published, slicesOfPublished } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const summary = async (code: string, args: string, fields: string) => {
  const { data, errors } = await test.execute(`{ indicator(code: "${code}") { summary${args} { ${fields} } } }`);
  expect(errors).toBeUndefined();
  return data.indicator.summary;
};

describe('a summary', () => {
  it.each(slicesOfPublished)('of %s is what PostgreSQL computes from the published values', async (_, rows) => {
    const { indicator, period, series } = rows[0]!;
    const values = rows.flatMap(({ value }) => value ?? []);
    const pool = await test.subgraph.database.pool();
    const { rows: computed } = await pool.query(
      `select count(*)::int as count, avg(v) as mean, stddev_pop(v) as "standardDeviation", min(v) as min, max(v) as max,
        percentile_cont(0.5) within group (order by v) as median,
        percentile_cont(0.25) within group (order by v) as quartile1,
        percentile_cont(0.75) within group (order by v) as quartile3 from unnest($1::float8[]) v`,
      [values],
    );
    const { min, max, count, ...expected } = computed[0];
    const found = await summary(
      indicator,
      `(period: "${period}", seriesCode: "${series}", state: "15")`,
      'knownCount mean median quartile1 quartile3 standardDeviation min { value municipalityCodes municipalities { code } } max { value municipalities { code } } total indicator { isSummable }',
    );
    const where = (extreme: number) =>
      rows
        .filter(({ value }) => value === extreme)
        .map(({ municipality }) => ({ code: municipality }))
        .sort((a, b) => a.code.localeCompare(b.code));
    expect(found.knownCount).toBe(count);
    const municipalityCodes = where(min).map(({ code }) => code);
    expect(found.min).toEqual({ value: min, municipalityCodes, municipalities: where(min) });
    expect(found.max).toEqual({ value: max, municipalities: where(max) });
    for (const [name, value] of Object.entries<number>(expected))
      expect(Math.abs(found[name] - value)).toBeLessThanOrEqual(1e-9 * Math.abs(value));
    const total = values.reduce((a, b) => a + b, 0);
    expect(found.total).toBe(found.indicator.isSummable ? Number(total.toPrecision(12)) : null);
  });

  it('adds the population of the state up', async () => {
    expect(await summary('poblacion_total', '', 'period knownCount total')).toEqual({
      period: '2020',
      knownCount: 125,
      total: 16992418,
    });
    expect((await summary('poblacion_total', '(period: "2010")', 'total')).total).toBe(15175862);
  });

  it('names the municipalities without a known value, with or without a row', async () => {
    const fields = 'knownCount unknownCount unknownMunicipalityCodes unknownMunicipalities { code }';
    expect(await summary('ingresos_totales_mxn', '', fields)).toEqual({
      knownCount: 123,
      unknownCount: 2,
      unknownMunicipalityCodes: ['15010', '15070'],
      unknownMunicipalities: [{ code: '15010' }, { code: '15070' }],
    });
    const unknown = published.filter(
      (row) => row.indicator === 'carencia_salud_pct' && row.period === '2020' && row.value === null,
    );
    expect(await summary('carencia_salud_pct', '', fields)).toEqual({
      knownCount: 118,
      unknownCount: 7,
      unknownMunicipalityCodes: unknown.map(({ municipality }) => municipality),
      unknownMunicipalities: unknown.map(({ municipality }) => ({ code: municipality })),
    });
    expect(await summary('metrica_ga_indice', '', 'unknownCount')).toEqual({ unknownCount: 120 });
  });

  it('says that a period is partial', async () => {
    expect(await summary('delitos_total', '(period: "2026")', 'isPartial seriesCode')).toEqual({
      isPartial: true,
      seriesCode: 'rnid-2026',
    });
  });

  it.each([1, 7, 10, 50])('spreads the values over %i bins', async (bins) => {
    const { histogram, min, max } = await summary(
      'pobreza_pct',
      '',
      `min { value } max { value } histogram(bins: ${bins}) { from to count }`,
    );
    const values = published.flatMap(({ indicator, period, value }) =>
      indicator === 'pobreza_pct' && period === '2020' ? value! : [],
    );
    expect(histogram).toHaveLength(bins);
    expect([histogram[0].from, histogram.at(-1).to]).toEqual([min.value, max.value]);
    for (const [index, { from, to, count }] of histogram.entries()) {
      const isLast = index === bins - 1;
      expect(count).toBe(values.filter((value) => value >= from && (value < to || (isLast && value === to))).length);
      if (!isLast) expect(histogram[index + 1].from).toBe(to);
    }
  });

  it.each([0, 51])('refuses %i bins', async (bins) => {
    const { errors } = await test.execute(
      `{ indicator(code: "idh") { summary { histogram(bins: ${bins}) { count } } } }`,
    );
    expect(errors![0]).toMatchObject({
      message: `bins: ${bins} is out of range. Expected 1 to 50.`,
      extensions: { code: 'BAD_ARGUMENT' },
    });
  });
});

describe('the summaries of a state', () => {
  const ofState = async (code: string, args: string, fields: string) => {
    const { data, errors } = await test.execute(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on State { indicatorSummaries${args} { ${fields} } } } }`,
      { of: [{ __typename: 'State', code }] },
    );
    expect(errors).toBeUndefined();
    return data._entities[0].indicatorSummaries;
  };

  it('are one for each indicator, for its newest period', async () => {
    const found = await ofState(
      '15',
      '',
      'indicator { code } period seriesCode state { code } knownCount sources { code }',
    );
    expect(found).toHaveLength(36);
    expect(found.find(({ indicator }: { indicator: { code: string } }) => indicator.code === 'delitos_total')).toEqual({
      indicator: { code: 'delitos_total' },
      period: '2025',
      seriesCode: 'idfc',
      state: { code: '15' },
      knownCount: 125,
      sources: [{ code: 'sesnsp-delitos' }],
    });
  });

  it('keep to a topic', async () => {
    expect(await ofState('15', '(topic: EDUCATION)', 'period')).toHaveLength(3);
  });

  it('are none without observations', async () => {
    expect(await ofState('09', '', 'period')).toEqual([]);
  });
});
