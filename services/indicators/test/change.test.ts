import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { withoutNoise } from '../src/computed/statistics.js';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const change = (code: string, args: string, fields: string) =>
  test.execute(`{ indicator(code: "${code}") { changeSummary(${args}) { ${fields} } } }`);

const ofMunicipality = (code: string, args: string, fields: string) =>
  test.execute(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { indicatorChange(${args}) { ${fields} } } } }`,
    {
      of: [{ __typename: 'Municipality', code }],
    },
  );

const valuesOf = (indicator: string, period: string) =>
  new Map(
    published
      .filter((row) => row.indicator === indicator && row.period === period)
      .map((row) => [row.municipality, row.value]),
  );

interface Row {
  municipality: { code: string };
  absolute: number;
  relativePercent: number | null;
  isImprovement: boolean | null;
}

describe('the change of an indicator', () => {
  it.each([
    ['homicidios_defunciones', '2019', '2021', -1],
    ['pobreza_pct', '2010', '2020', -1],
    ['carencia_servicios_basicos_pct', '2010', '2015', -1],
    ['idh', '2010', '2015', 1],
    ['poblacion_total', '2000', '2020', 0],
  ])(
    '%s from %s to %s is the difference of the published values, without the noise of floats',
    async (code, from, until, sign) => {
      const fields =
        'comparedCount mean improvedCount worsenedCount unchangedCount sources { code } changes(first: 500) { totalCount nodes { municipality { code } absolute relativePercent isImprovement } }';
      const { data, errors } = await change(code, `periodFrom: "${from}", periodTo: "${until}"`, fields);
      expect(errors).toBeUndefined();
      const [was, became] = [valuesOf(code, from), valuesOf(code, until)];
      const expected = [...was].flatMap(([municipality, before]) => {
        const after = became.get(municipality);
        if (before == null || after == null) return [];
        const absolute = withoutNoise(after - before);
        const isImprovement = absolute === 0 || sign === 0 ? null : absolute * sign > 0;
        return {
          municipality: { code: municipality },
          absolute,
          relativePercent: before === 0 ? null : withoutNoise((100 * absolute) / before),
          isImprovement,
        };
      });
      const { changes, sources, ...summary } = data.indicator.changeSummary;
      expect(sources).toHaveLength(1);
      const byCode = (a: Row, b: Row) => a.municipality.code.localeCompare(b.municipality.code);
      expect([...changes.nodes].sort(byCode)).toEqual(expected.sort(byCode));
      const count = (wanted: boolean) =>
        sign === 0 ? null : expected.filter(({ isImprovement }) => isImprovement === wanted).length;
      expect(summary).toEqual({
        comparedCount: expected.length,
        mean: withoutNoise(expected.reduce((sum, { absolute }) => sum + absolute, 0) / expected.length),
        improvedCount: count(true),
        worsenedCount: count(false),
        unchangedCount: expected.filter(({ absolute }) => absolute === 0).length,
      });
      const gains = changes.nodes.map(({ absolute }: Row) => absolute * (sign || 1));
      expect(gains).toEqual(gains.toSorted((a: number, b: number) => b - a));
    },
  );

  it('has no relative change if the earlier value is 0', async () => {
    const { data } = await change(
      'homicidios_defunciones',
      'periodFrom: "2019", periodTo: "2021"',
      'changes(first: 500) { nodes { relativePercent earlier { value } } }',
    );
    const fromNone = data.indicator.changeSummary.changes.nodes.filter(
      ({ earlier }: { earlier: { value: number } }) => earlier.value === 0,
    );
    expect(fromNone.length).toBeGreaterThan(0);
    expect(fromNone.every(({ relativePercent }: Row) => relativePercent === null)).toBe(true);
  });

  it('has a total if the indicator is summable, and names incomplete municipalities', async () => {
    const { data } = await change(
      'poblacion_total',
      'periodFrom: "2000", periodTo: "2020"',
      'comparedCount total incompleteMunicipalityCodes incompleteMunicipalities { code }',
    );
    const codes = ['15123', '15124', '15125'];
    expect(data.indicator.changeSummary).toMatchObject({
      comparedCount: 122,
      incompleteMunicipalityCodes: codes,
      incompleteMunicipalities: codes.map((code) => ({ code })),
    });
    const [was, became] = [valuesOf('poblacion_total', '2000'), valuesOf('poblacion_total', '2020')];
    const total = [...was].reduce((sum, [code, value]) => sum + became.get(code)! - value!, 0);
    expect(data.indicator.changeSummary.total).toBe(total);
  });

  it('between two series is an error that names them', async () => {
    const { data, errors } = await change(
      'pobreza_extrema_pct',
      'periodFrom: "2015", periodTo: "2020"',
      'comparedCount',
    );
    expect(data.indicator.changeSummary).toBeNull();
    expect(errors![0]).toMatchObject({
      message:
        'pobreza_extrema_pct: 2015 belongs to the series 2010-2015, and 2020 belongs to the series 2020. Values of different series are not comparable.',
      extensions: { code: 'INCOMPARABLE' },
    });
  });

  it('within one of two series has a result', async () => {
    const { data } = await change(
      'pobreza_extrema_pct',
      'periodFrom: "2010", periodTo: "2015"',
      'seriesCode comparedCount',
    );
    expect(data.indicator.changeSummary).toEqual({ seriesCode: '2010-2015', comparedCount: 125 });
  });

  it.each([
    [
      'periodFrom: "2020", periodTo: "2010"',
      'BAD_ARGUMENT',
      'periodFrom: 2020 does not end before periodTo: 2010. Name the earlier period first.',
    ],
    [
      'periodFrom: "2010", periodTo: "2012"',
      'NOT_FOUND',
      'No observation of pobreza_pct is recorded for 2012. Recorded periods: 2010, 2015, 2020.',
    ],
    [
      'periodFrom: "2010", periodTo: "2020", seriesCode: "x"',
      'NOT_FOUND',
      'Unknown series "x" of pobreza_pct. Expected one of: main.',
    ],
  ])('%s is refused', async (args, code, message) => {
    const { errors } = await change('pobreza_pct', args, 'comparedCount');
    expect(errors![0]).toMatchObject({ message, extensions: { code } });
  });

  it('goes on after a cursor, from either end', async () => {
    for (const orderBy of ['IMPROVEMENT_DESC', 'IMPROVEMENT_ASC', 'ABSOLUTE_DESC', 'ABSOLUTE_ASC']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const cursor: string = after ? `, after: "${after}"` : '';
        const { data } = await change(
          'homicidios_defunciones',
          'periodFrom: "2019", periodTo: "2021"',
          `changes(first: 40, orderBy: ${orderBy}${cursor}) { nodes { municipality { code } } pageInfo { hasNextPage endCursor } }`,
        );
        const { nodes, pageInfo } = data.indicator.changeSummary.changes;
        seen.push(...nodes.map(({ municipality }: Row) => municipality.code));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      expect(new Set(seen).size).toBe(125);
      expect(seen).toHaveLength(125);
    }
  });
});

describe('the change in a municipality', () => {
  it('is between two observations', async () => {
    const { data } = await ofMunicipality(
      '15031',
      'indicator: "pobreza_pct", periodFrom: "2010", periodTo: "2020"',
      'absolute isImprovement isPartial sources { code } earlier { value period source { code } } later { value period rank { rankedCount } }',
    );
    const { absolute, earlier, later, isPartial, sources } = data._entities[0].indicatorChange;
    expect(absolute).toBe(withoutNoise(later.value - earlier.value));
    expect(sources).toEqual([{ code: 'coneval-pobreza' }]);
    expect([earlier.period, later.period, earlier.source.code, later.rank.rankedCount, isPartial]).toEqual([
      '2010',
      '2020',
      'coneval-pobreza',
      125,
      false,
    ]);
  });

  it('is null if a value is unknown', async () => {
    const { data, errors } = await ofMunicipality(
      '15005',
      'indicator: "carencia_vivienda_pct", periodFrom: "2010", periodTo: "2020"',
      'absolute',
    );
    expect([data._entities[0].indicatorChange, errors]).toEqual([null, undefined]);
  });
});
