import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const ofMunicipality = async (code: string, fields: string) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { ${fields} } } }`;
  const { data, errors } = await test.execute(query, { of: [{ __typename: 'Municipality', code }] });
  expect(errors).toBeUndefined();
  return data._entities[0];
};
const first = async (code: string, args: string, fields: string) =>
  (await ofMunicipality(code, `latestObservations(${args}) { ${fields} }`)).latestObservations[0];

describe('the latest observation', () => {
  it('exists for each indicator with observations, by code', async () => {
    const { latestObservations: found } = await ofMunicipality(
      '15031',
      'latestObservations { period indicator { code } }',
    );
    const codes = found.map(({ indicator }: { indicator: { code: string } }) => indicator.code);
    const recorded = new Set(
      published.filter(({ municipality }) => municipality === '15031').map((row) => row.indicator),
    );
    expect(codes).toEqual([...recorded].sort());
  });

  it('has value, text, unit, source, series and municipality', async () => {
    const fields =
      'value exactValue rawText unit status isPartial note period seriesCode sourceCode line source { code } series { name } municipality { code } indicator { decimals }';
    expect(await first('15031', 'codes: ["marginacion_indice_normalizado"]', fields)).toEqual({
      value: expect.any(Number),
      exactValue: expect.stringMatching(/^0\.\d+$/),
      rawText: expect.stringMatching(/^0\.\d+$/),
      unit: 'índice 0-1',
      status: 'OBSERVED',
      isPartial: false,
      note: expect.any(String),
      period: '2020',
      seriesCode: 'main',
      sourceCode: 'conapo-marginacion',
      line: expect.any(Number),
      source: { code: 'conapo-marginacion' },
      series: { name: 'Serie única' },
      municipality: { code: '15031' },
      indicator: { decimals: 3 },
    });
  });

  it('leaves out partial values by default', async () => {
    const fields = 'period seriesCode isPartial';
    expect(await first('15031', 'codes: ["delitos_total"]', fields)).toEqual({
      period: '2025',
      seriesCode: 'idfc',
      isPartial: false,
    });
    const partial = { period: '2026', seriesCode: 'rnid-2026', isPartial: true };
    expect(await first('15031', 'codes: ["delitos_total"], includePartial: true', fields)).toEqual(partial);
  });

  it('of an unknown value is unknown, unless fallBackToKnown is true', async () => {
    const unknown = { period: '2020', value: null, status: 'NOT_AVAILABLE', rank: null };
    const fields = 'period value status rank { position }';
    expect(await first('15005', 'codes: ["carencia_vivienda_pct"]', fields)).toEqual(unknown);
    const known = await first('15005', 'codes: ["carencia_vivienda_pct"], fallBackToKnown: true', fields);
    expect(known).toMatchObject({ period: '2015', status: 'ESTIMATED' });
    expect(known.rank.position).toBeGreaterThan(0);
  });

  it('comes in the order of the requested codes, each once', async () => {
    const { latestObservations: found } = await ofMunicipality(
      '15031',
      'latestObservations(codes: ["pobreza_pct", "idh", "pobreza_pct"]) { indicator { code } }',
    );
    expect(found).toEqual([{ indicator: { code: 'pobreza_pct' } }, { indicator: { code: 'idh' } }]);
  });

  it('keeps to a topic and a pillar', async () => {
    const { topic, pillar } = await ofMunicipality(
      '15106',
      'topic: latestObservations(topic: EDUCATION) { period } pillar: latestObservations(pillar: TRANSPARENCY) { indicator { code } }',
    );
    expect(topic).toHaveLength(3);
    expect(pillar).toEqual([{ indicator: { code: 'metrica_ga_transparencia' } }]);
  });

  it('is none for a municipality without observations', async () => {
    expect(await ofMunicipality('09002', 'latestObservations { value }')).toEqual({ latestObservations: [] });
  });

  it('of an unknown indicator is an error that leaves other fields in place', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { code latestObservations(codes: ["nada"]) { value } } } }';
    const { data, errors } = await test.execute(query, { of: [{ __typename: 'Municipality', code: '15031' }] });
    expect(data._entities).toEqual([{ code: '15031', latestObservations: null }]);
    expect(errors![0]!.extensions?.code).toBe('NOT_FOUND');
  });
});

describe('the observations of a municipality over time', () => {
  it('are all published observations, oldest first', async () => {
    const { observations } = await ofMunicipality(
      '15031',
      'observations(indicator: "poblacion_total") { totalCount nodes { period value } }',
    );
    const expected = published
      .filter((row) => row.municipality === '15031' && row.indicator === 'poblacion_total')
      .map(({ period, value }) => ({ period, value }));
    expect(observations).toEqual({ totalCount: expected.length, nodes: expected });
    expect(observations.nodes.at(-1)).toEqual({ period: '2020', value: 705193 });
  });

  it('keep to a span and a series', async () => {
    const { span, series } = await ofMunicipality(
      '15031',
      `
      span: observations(indicator: "delitos_total", periodFrom: "2024", periodTo: "2026") { nodes { period seriesCode } }
      series: observations(indicator: "pobreza_extrema_pct", seriesCode: "2020") { nodes { period } }`,
    );
    expect(span.nodes).toEqual([
      { period: '2024', seriesCode: 'idfc' },
      { period: '2025', seriesCode: 'idfc' },
      { period: '2026', seriesCode: 'rnid-2026' },
    ]);
    expect(series.nodes).toEqual([{ period: '2020' }]);
  });

  it('show no 0 before the municipality existed', async () => {
    const { observations } = await ofMunicipality(
      '15125',
      'observations(indicator: "poblacion_total") { nodes { period } }',
    );
    expect(observations.nodes[0]).toEqual({ period: '2005' });
  });
});

describe('a list of observations', () => {
  it('goes through all of an indicator, each once, over pages', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await test.execute(
        'query ($after: String) { observations(indicator: "pobreza_pct", first: 100, after: $after) { nodes { period municipality { code } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = data.observations;
      seen.push(
        ...nodes.map(
          (node: { period: string; municipality: { code: string } }) => `${node.municipality.code} ${node.period}`,
        ),
      );
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(375);
    expect(new Set(seen).size).toBe(375);
    expect(seen).toEqual(seen.toSorted());
  });

  it.each([
    ['status: NOT_AVAILABLE', 175],
    ['sourceCode: "inai-cide-metrica"', 15],
    ['state: "15", indicator: "idh", period: "2015"', 125],
    ['state: "09"', 0],
    ['municipality: "15031", indicator: "delitos_total", periodFrom: "2020", periodTo: "2022"', 3],
    ['seriesCode: "rnid-2026"', 125],
  ])('keeps to %s', async (args, count) => {
    const { data } = await test.execute(`{ observations(${args}) { totalCount } }`);
    expect(data.observations.totalCount).toBe(count);
  });
});
