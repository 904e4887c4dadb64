import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { type Published, packages, published, slicesOfPublished } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

interface Row {
  rank: { position: number; rankedCount: number; isTied: boolean };
  value: number;
  municipalityCode: string;
  municipality: { code: string };
}

const ranking = async (code: string, args: string, order = 'POSITION_ASC') => {
  const choice = args === '' ? '' : `(${args})`;
  const { data, errors } = await test.execute(
    `{ indicator(code: "${code}") { polarity ranking${choice} { period seriesCode isPartial isOfRawCounts sources { code }
      entries(first: 500, orderBy: ${order}) { totalCount nodes { rank { position rankedCount isTied } value municipalityCode municipality { code } } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.indicator as {
    polarity: string;
    ranking: { period: string; seriesCode: string; entries: { totalCount: number; nodes: Row[] } };
  };
};

/** Ranks by counting better values; the subgraph sorts instead. */
function expectedRanks(rows: Published[], polarity: string) {
  const known = rows.filter(({ value }) => value !== null) as (Published & { value: number })[];
  const better = (a: number, b: number) => (polarity === 'LOWER_IS_BETTER' ? a < b : a > b);
  return known
    .map(({ municipality, value }) => ({
      rank: {
        position: 1 + known.filter((other) => better(other.value, value)).length,
        rankedCount: known.length,
        isTied: known.some((other) => other.value === value && other.municipality !== municipality),
      },
      value,
      municipalityCode: municipality,
      municipality: { code: municipality },
    }))
    .sort((a, b) => a.rank.position - b.rank.position || a.municipality.code.localeCompare(b.municipality.code));
}

describe('a ranking', () => {
  it.each(slicesOfPublished)('of %s is that of the published values', async (_, rows) => {
    const { indicator, period, series } = rows[0]!;
    const found = await ranking(indicator, `period: "${period}", seriesCode: "${series}", state: "15"`);
    expect(found.ranking.entries.nodes).toEqual(expectedRanks(rows, found.polarity));
  });

  it('gives equal values one position and leaves the following positions free', async () => {
    const { nodes } = (await ranking('feminicidios_carpetas', '', 'POSITION_DESC')).ranking.entries;
    const places = nodes.toReversed().map(({ rank }) => rank.position);
    const none = published.filter(
      ({ indicator, value }) => indicator === 'feminicidios_carpetas' && value === 0,
    ).length;
    expect(none).toBeGreaterThan(1);
    expect(places.slice(0, none + 1)).toEqual([...Array(none).fill(1), none + 1]);
    expect(nodes.at(-1)).toMatchObject({ rank: { isTied: true }, value: 0 });
  });

  it('defaults to the newest whole period', async () => {
    expect((await ranking('delitos_total', '')).ranking).toMatchObject({
      period: '2025',
      seriesCode: 'idfc',
      isOfRawCounts: true,
      sources: [{ code: 'sesnsp-delitos' }],
      entries: { totalCount: 125 },
    });
  });

  it('of a partial period can be requested', async () => {
    expect((await ranking('delitos_total', 'period: "2026"')).ranking).toMatchObject({
      seriesCode: 'rnid-2026',
      isPartial: true,
      entries: { totalCount: 125 },
    });
  });

  it('leaves out municipalities without a known value', async () => {
    expect((await ranking('carencia_servicios_basicos_pct', '')).ranking).toMatchObject({
      period: '2020',
      isOfRawCounts: false,
      entries: { totalCount: 63 },
    });
  });

  it('goes on after a cursor, from either end', async () => {
    for (const order of ['POSITION_ASC', 'POSITION_DESC']) {
      const whole = (await ranking('homicidios_defunciones', '', order)).ranking.entries.nodes;
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await test.execute(
          `query ($after: String) { indicator(code: "homicidios_defunciones") { ranking { entries(first: 30, orderBy: ${order}, after: $after) { nodes { municipality { code } } pageInfo { hasNextPage endCursor } } } } }`,
          { after },
        );
        const page = data.indicator.ranking.entries;
        seen.push(...page.nodes.map((node: Row) => node.municipality.code));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(whole.map(({ municipality }) => municipality.code));
    }
  });

  it('leads to the observation, its source and its rank', async () => {
    const { data } = await test.execute(
      '{ indicator(code: "pobreza_pct") { ranking { entries(first: 2) { nodes { rank { position } value observation { value period rank { position rankedCount } source { code } } } edges { node { observation { value } } } } } } }',
    );
    const { nodes, edges } = data.indicator.ranking.entries;
    expect(nodes[1].observation).toEqual({
      value: nodes[1].value,
      period: '2020',
      rank: { position: 2, rankedCount: 125 },
      source: { code: 'coneval-pobreza' },
    });
    expect(edges[1].node.observation.value).toBe(nodes[1].value);
  });

  it('is null for a state without observations', async () => {
    expect((await ranking('idh', 'state: "09"')).ranking).toBeNull();
  });
});
