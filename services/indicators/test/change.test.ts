import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const change = (code: string, args: string, fields: string) =>
  test.execute(`{ indicator(code: "${code}") { change(${args}) { ${fields} } } }`);

const ofMunicipality = (code: string, args: string, fields: string) =>
  test.execute(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { change(${args}) { ${fields} } } } }`,
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
  improved: boolean | null;
}

describe('the change of an indicator', () => {
  it.each([
    ['homicidios_defunciones', '2019', '2021', -1],
    ['pobreza_pct', '2010', '2020', -1],
    ['carencia_servicios_basicos_pct', '2010', '2015', -1],
    ['idh', '2010', '2015', 1],
    ['poblacion_total', '2000', '2020', 0],
  ])('%s from %s to %s is the difference of the published figures', async (code, from, until, sign) => {
    const fields =
      'count mean improved worsened unchanged changes(first: 500) { totalCount nodes { municipality { code } absolute relativePercent improved } }';
    const { data, errors } = await change(code, `from: "${from}", until: "${until}"`, fields);
    expect(errors).toBeUndefined();
    const [was, became] = [valuesOf(code, from), valuesOf(code, until)];
    const expected = [...was].flatMap(([municipality, before]) => {
      const after = became.get(municipality);
      if (before == null || after == null) return [];
      const absolute = after - before;
      const improved = absolute === 0 || sign === 0 ? null : absolute * sign > 0;
      return {
        municipality: { code: municipality },
        absolute,
        relativePercent: before === 0 ? null : (100 * absolute) / before,
        improved,
      };
    });
    const { changes, ...summary } = data.indicator.change;
    const byCode = (a: Row, b: Row) => a.municipality.code.localeCompare(b.municipality.code);
    expect([...changes.nodes].sort(byCode)).toEqual(expected.sort(byCode));
    const count = (wanted: boolean) =>
      sign === 0 ? null : expected.filter(({ improved }) => improved === wanted).length;
    expect(summary).toEqual({
      count: expected.length,
      mean: expect.closeTo(expected.reduce((sum, { absolute }) => sum + absolute, 0) / expected.length, 9),
      improved: count(true),
      worsened: count(false),
      unchanged: expected.filter(({ absolute }) => absolute === 0).length,
    });
    const gains = changes.nodes.map(({ absolute }: Row) => absolute * (sign || 1));
    expect(gains).toEqual(gains.toSorted((a: number, b: number) => b - a));
  });

  it('has no relative change where it was 0', async () => {
    const { data } = await change(
      'homicidios_defunciones',
      'from: "2019", until: "2021"',
      'changes(first: 500) { nodes { relativePercent from { value } } }',
    );
    const fromNone = data.indicator.change.changes.nodes.filter(
      ({ from }: { from: { value: number } }) => from.value === 0,
    );
    expect(fromNone.length).toBeGreaterThan(0);
    expect(fromNone.every(({ relativePercent }: Row) => relativePercent === null)).toBe(true);
  });

  it('adds up what may be summed, and names who is incomplete', async () => {
    const { data } = await change('poblacion_total', 'from: "2000", until: "2020"', 'count total incomplete { code }');
    const incomplete = ['15123', '15124', '15125'].map((code) => ({ code }));
    expect(data.indicator.change).toMatchObject({ count: 122, incomplete });
    const [was, became] = [valuesOf('poblacion_total', '2000'), valuesOf('poblacion_total', '2020')];
    const total = [...was].reduce((sum, [code, value]) => sum + became.get(code)! - value!, 0);
    expect(data.indicator.change.total).toBe(total);
  });

  it('is refused between two series, which are named', async () => {
    const { data, errors } = await change('pobreza_extrema_pct', 'from: "2015", until: "2020"', 'count');
    expect(data.indicator.change).toBeNull();
    expect(errors![0]).toMatchObject({
      message:
        'pobreza_extrema_pct: 2015 belongs to the series 2010-2015, and 2020 belongs to the series 2020. Figures of different series are not comparable with each other.',
      extensions: { code: 'INCOMPARABLE' },
    });
  });

  it('within one of two series is answered', async () => {
    const { data } = await change('pobreza_extrema_pct', 'from: "2010", until: "2015"', 'series count');
    expect(data.indicator.change).toEqual({ series: '2010-2015', count: 125 });
  });

  it.each([
    [
      'from: "2020", until: "2010"',
      'BAD_ARGUMENT',
      'from: 2020 does not end before until: 2010; name the earlier period first.',
    ],
    [
      'from: "2010", until: "2012"',
      'NOT_FOUND',
      'No figure of pobreza_pct is recorded for 2012. Recorded are 2010, 2015, 2020.',
    ],
    [
      'from: "2010", until: "2020", series: "x"',
      'NOT_FOUND',
      'No series "x" of pobreza_pct is recorded. Its series: main.',
    ],
  ])('%s is refused', async (args, code, message) => {
    const { errors } = await change('pobreza_pct', args, 'count');
    expect(errors![0]).toMatchObject({ message, extensions: { code } });
  });

  it('goes on after a cursor, from either end', async () => {
    for (const order of ['BEST_FIRST', 'WORST_FIRST']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const cursor: string = after ? `, after: "${after}"` : '';
        const { data } = await change(
          'homicidios_defunciones',
          'from: "2019", until: "2021"',
          `changes(first: 40, order: ${order}${cursor}) { nodes { municipality { code } } pageInfo { hasNextPage endCursor } }`,
        );
        const { nodes, pageInfo } = data.indicator.change.changes;
        seen.push(...nodes.map(({ municipality }: Row) => municipality.code));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      expect(new Set(seen).size).toBe(125);
      expect(seen).toHaveLength(125);
    }
  });
});

describe('the change in a municipality', () => {
  it('lies between two observations', async () => {
    const { data } = await ofMunicipality(
      '15031',
      'indicator: "pobreza_pct", from: "2010", until: "2020"',
      'absolute improved partial from { value period source { code } } until { value period rank { of } }',
    );
    const { absolute, from, until, partial } = data._entities[0].change;
    expect(absolute).toBe(until.value - from.value);
    expect([from.period, until.period, from.source.code, until.rank.of, partial]).toEqual([
      '2010',
      '2020',
      'coneval-pobreza',
      125,
      false,
    ]);
  });

  it('is null where a figure is unknown', async () => {
    const { data, errors } = await ofMunicipality(
      '15005',
      'indicator: "carencia_vivienda_pct", from: "2010", until: "2020"',
      'absolute',
    );
    expect([data._entities[0].change, errors]).toEqual([null, undefined]);
  });
});
