import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { type Published, packages, published, slicesOfPublished } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

interface Row {
  position: number;
  tied: boolean;
  value: number;
  municipality: { code: string };
}

const ranking = async (code: string, args: string) => {
  const { data, errors } = await test.execute(
    `{ indicator(code: "${code}") { polarity ranking(first: 500, ${args}) { period series partial totalCount nodes { position of tied value municipality { code } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.indicator as {
    polarity: string;
    ranking: { period: string; series: string; totalCount: number; nodes: Row[] };
  };
};

/** Ranks by counting who is better, which is not how the subgraph does it. */
function expectedRanks(rows: Published[], polarity: string) {
  const known = rows.filter(({ value }) => value !== null) as (Published & { value: number })[];
  const better = (a: number, b: number) => (polarity === 'LOWER_IS_BETTER' ? a < b : a > b);
  return known
    .map(({ municipality, value }) => ({
      position: 1 + known.filter((other) => better(other.value, value)).length,
      of: known.length,
      tied: known.some((other) => other.value === value && other.municipality !== municipality),
      value,
      municipality: { code: municipality },
    }))
    .sort((a, b) => a.position - b.position || a.municipality.code.localeCompare(b.municipality.code));
}

describe('a ranking', () => {
  it.each(slicesOfPublished)('of %s is that of the published figures', async (_, rows) => {
    const { indicator, period, series } = rows[0]!;
    const found = await ranking(indicator, `period: "${period}", series: "${series}", state: "15"`);
    expect(found.ranking.nodes).toEqual(expectedRanks(rows, found.polarity));
  });

  it('lets equals share a place, and leaves as many free', async () => {
    const { nodes } = (await ranking('feminicidios_carpetas', 'order: WORST_FIRST')).ranking;
    const places = nodes.toReversed().map(({ position }) => position);
    const none = published.filter(
      ({ indicator, value }) => indicator === 'feminicidios_carpetas' && value === 0,
    ).length;
    expect(none).toBeGreaterThan(1);
    expect(places.slice(0, none + 1)).toEqual([...Array(none).fill(1), none + 1]);
    expect(nodes.at(-1)).toMatchObject({ tied: true, value: 0 });
  });

  it('is of the newest period that is not partial where none is named', async () => {
    expect((await ranking('delitos_total', '')).ranking).toMatchObject({
      period: '2025',
      series: 'idfc',
      totalCount: 125,
    });
  });

  it('of a partial period is there for who asks', async () => {
    expect((await ranking('delitos_total', 'period: "2026"')).ranking).toMatchObject({
      series: 'rnid-2026',
      partial: true,
      totalCount: 125,
    });
  });

  it('leaves out who has no known value', async () => {
    expect((await ranking('carencia_servicios_basicos_pct', '')).ranking).toMatchObject({
      period: '2020',
      totalCount: 63,
    });
  });

  it('goes on after a cursor, from either end', async () => {
    for (const order of ['BEST_FIRST', 'WORST_FIRST']) {
      const whole = (await ranking('homicidios_defunciones', `order: ${order}`)).ranking.nodes;
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await test.execute(
          `query ($after: String) { indicator(code: "homicidios_defunciones") { ranking(first: 30, order: ${order}, after: $after) { nodes { municipality { code } } pageInfo { hasNextPage endCursor } } } }`,
          { after },
        );
        const page = data.indicator.ranking;
        seen.push(...page.nodes.map((node: Row) => node.municipality.code));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
      expect(seen).toEqual(whole.map(({ municipality }) => municipality.code));
    }
  });

  it('leads to the observation, its source and its rank', async () => {
    const { data } = await test.execute(
      '{ indicator(code: "pobreza_pct") { ranking(first: 2) { nodes { position value observation { value period rank { position of } source { code } } } edges { node { observation { value } } } } } }',
    );
    const { nodes, edges } = data.indicator.ranking;
    expect(nodes[1].observation).toEqual({
      value: nodes[1].value,
      period: '2020',
      rank: { position: 2, of: 125 },
      source: { code: 'coneval-pobreza' },
    });
    expect(edges[1].node.observation.value).toBe(nodes[1].value);
  });

  it('is null for a state that nothing is recorded of', async () => {
    expect((await ranking('idh', 'state: "09"')).ranking).toBeNull();
  });
});
