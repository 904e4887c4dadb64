import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages, published } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  const folders = [...packages, 'services/indicators/test/fixtures/edge-cases'];
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, folders);
});
afterAll(() => test.close());

interface Component {
  indicator: string;
  weight: number;
  period?: string;
  direction?: string;
}

const three: Component[] = [
  { indicator: 'pobreza_pct', weight: 2, period: '2020' },
  { indicator: 'idh', weight: 1, period: '2015' },
  { indicator: 'carencia_salud_pct', weight: 1, period: '2020' },
];

const ask = (components: Component[], fields: string) =>
  test.execute(
    `query ($components: [CompositeComponentInput!]!, $state: StateCode) {
      compositeIndex(components: $components, state: $state) { ${fields} } }`,
    { components, state: '15' },
  );
const scores = (args: string) =>
  `scores(${args}) { nodes { rank { position } score municipality { code } } pageInfo { hasNextPage endCursor } }`;
const page = scores('first: 500');

const figures = ({ indicator, period }: Component) =>
  new Map(
    published
      .filter((row) => row.indicator === indicator && row.period === period && row.value !== null)
      .map((row) => [row.municipality, row.value!]),
  );

/** The weighted mean of min-max-normalised values, written out. */
function expectedScore(code: string): number | undefined {
  const [poverty, development, health] = three.map((component) => figures(component));
  const [p, d, h] = [poverty!.get(code), development!.get(code), health!.get(code)];
  if (p === undefined || d === undefined || h === undefined) return undefined;
  const share = (value: number, all: Map<string, number>) =>
    (value - Math.min(...all.values())) / (Math.max(...all.values()) - Math.min(...all.values()));
  return 0.5 * (1 - share(p, poverty!)) + 0.25 * share(d, development!) + 0.25 * (1 - share(h, health!));
}

const codes = Array.from({ length: 125 }, (_, index) => `${15001 + index}`);

describe('a composite index', () => {
  it('is the weighted mean of the normalised values', async () => {
    const { data, errors } = await ask(
      three,
      'scores(first: 500) { totalCount nodes { score municipality { code } } }',
    );
    expect(errors).toBeUndefined();
    const { nodes, totalCount } = data.compositeIndex.scores;
    expect(totalCount).toBe(118);
    for (const { score, municipality } of nodes) expect(score).toBeCloseTo(expectedScore(municipality.code)!, 10);
    const scores = nodes.map(({ score }: { score: number }) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  });

  it('lists municipalities that lack a component, and which component', async () => {
    const { data } = await ask(
      three,
      'exclusions(first: 500) { totalCount nodes { municipalityCode municipality { code } missingIndicatorCodes } }',
    );
    const expected = codes.filter((code) => expectedScore(code) === undefined);
    expect(expected).toHaveLength(7);
    expect(data.compositeIndex.exclusions).toEqual({
      totalCount: 7,
      nodes: expected.map((code) => ({
        municipalityCode: code,
        municipality: { code },
        missingIndicatorCodes: ['carencia_salud_pct'],
      })),
    });
  });

  it('states its method, components and sources', async () => {
    const { data } = await ask(
      three,
      'method components { indicator { code } period seriesCode isPartial weight direction min max sources { publisher } } sources { publisher }',
    );
    const { method, components, sources } = data.compositeIndex;
    expect(sources).toEqual([{ publisher: 'CONEVAL' }, { publisher: 'PNUD México' }]);
    expect(method).toContain('(value - min) / (max - min)');
    const values = [...figures(three[0]!).values()];
    expect(components[0]).toEqual({
      indicator: { code: 'pobreza_pct' },
      period: '2020',
      seriesCode: 'main',
      isPartial: false,
      weight: 0.5,
      direction: 'LOWER_IS_BETTER',
      min: Math.min(...values),
      max: Math.max(...values),
      sources: [{ publisher: 'CONEVAL' }],
    });
    expect(components.map(({ weight }: { weight: number }) => weight)).toEqual([0.5, 0.25, 0.25]);
  });

  it('is the sum of its parts', async () => {
    const { data } = await ask(
      three,
      'scores(first: 500) { nodes { score parts { indicator { code } value normalised contribution } } }',
    );
    const [best] = data.compositeIndex.scores.nodes;
    expect(best.parts.map(({ indicator }: { indicator: { code: string } }) => indicator.code)).toEqual(
      three.map(({ indicator }) => indicator),
    );
    const sum = best.parts.reduce(
      (total: number, { contribution }: { contribution: number }) => total + contribution,
      0,
    );
    expect(sum).toBeCloseTo(best.score, 10);
  });

  it('only depends on the proportions of the weights', async () => {
    const tenfold = three.map((component) => ({ ...component, weight: 10 * component.weight }));
    const [once, ten] = await Promise.all([ask(three, page), ask(tenfold, page)]);
    expect(ten.data).toEqual(once.data);
  });

  it('of one component is the ranking of it', async () => {
    const { data } = await ask([{ indicator: 'pobreza_pct', weight: 1 }], page);
    const { data: ranked } = await test.execute(
      '{ indicator(code: "pobreza_pct") { ranking(state: "15") { entries(first: 500) { nodes { municipality { code } } } } } }',
    );
    const codesOf = (nodes: { municipality: { code: string } }[]) => nodes.map(({ municipality }) => municipality.code);
    expect(codesOf(data.compositeIndex.scores.nodes)).toEqual(codesOf(ranked.indicator.ranking.entries.nodes));
    expect(data.compositeIndex.scores.nodes[0].score).toBe(1);
    expect(data.compositeIndex.scores.nodes.at(-1).score).toBe(0);
  });

  it('takes the direction of the client before the polarity', async () => {
    const [low, high] = await Promise.all(
      ['LOWER_IS_BETTER', 'HIGHER_IS_BETTER'].map((direction) =>
        ask([{ indicator: 'densidad_hab_km2', weight: 1, direction }], page),
      ),
    );
    const [lowest, highest] = [low!.data.compositeIndex.scores.nodes, high!.data.compositeIndex.scores.nodes];
    expect(lowest[0].municipality).toEqual(highest.at(-1).municipality);
  });

  it('goes on after a cursor', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(three, scores(after ? `first: 50, after: "${after}"` : 'first: 50'));
      const { nodes, pageInfo } = data.compositeIndex.scores;
      seen.push(...nodes.map(({ municipality }: { municipality: { code: string } }) => municipality.code));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(118);
    expect(new Set(seen).size).toBe(118);
  });

  it.each<[string, Component[], string, string]>([
    ['no component', [], 'BAD_ARGUMENT', 'components: 0 components arrived. Expected 1 to 40.'],
    [
      'a weight of 0',
      [{ indicator: 'idh', weight: 0 }],
      'BAD_ARGUMENT',
      'components: the weight of idh is 0. Expected more than 0.',
    ],
    [
      'an indicator twice',
      [
        { indicator: 'idh', weight: 1 },
        { indicator: 'idh', weight: 2 },
      ],
      'BAD_ARGUMENT',
      'components: idh arrived twice. Name each indicator once.',
    ],
    [
      'a NEUTRAL indicator without a direction',
      [{ indicator: 'poblacion_total', weight: 1 }],
      'BAD_ARGUMENT',
      'components: poblacion_total is NEUTRAL. Set `direction`: whether high or low values raise the score.',
    ],
    [
      'an unknown indicator',
      [{ indicator: 'nada', weight: 1 }],
      'NOT_FOUND',
      'No indicator is recorded under "nada". Query.indicators lists the recorded ones.',
    ],
    [
      'a period without observations',
      [{ indicator: 'idh', weight: 1, period: '2020' }],
      'NOT_FOUND',
      'No observation of idh is recorded for 2020 in the state 15. Recorded periods: 2010, 2015.',
    ],
    [
      'equal values',
      [{ indicator: 'prueba_igual', weight: 1 }],
      'INCOMPARABLE',
      'components: prueba_igual for 2020 has the same value, 0.5, in all 2 municipalities with a known value. It cannot be normalised.',
    ],
    [
      'an indicator without observations',
      [{ indicator: 'prueba_vacia', weight: 1, direction: 'LOWER_IS_BETTER' }],
      'NOT_FOUND',
      'No observation of prueba_vacia is recorded in the state 15. It has no observations.',
    ],
  ])('of %s is refused', async (_, components, code, message) => {
    const { data, errors } = await ask(components, 'method');
    expect(data).toEqual({ compositeIndex: null });
    expect(errors![0]).toMatchObject({ message, extensions: { code } });
  });
});

describe('the score of a municipality', () => {
  it('is that of the index over its state, and null where it is excluded', async () => {
    const { data, errors } = await test.execute(
      `query ($of: [_Any!]!, $components: [CompositeComponentInput!]!) {
        _entities(representations: $of) { ... on Municipality { code compositeScore(components: $components) { score rank { position rankedCount } } } } }`,
      { of: codes.map((code) => ({ __typename: 'Municipality', code })), components: three },
    );
    expect(errors).toBeUndefined();
    const { data: index } = await ask(three, page);
    const scores = new Map(
      index.compositeIndex.scores.nodes.map((node: { municipality: { code: string } }) => [
        node.municipality.code,
        node,
      ]),
    );
    for (const { code, compositeScore } of data._entities) {
      const node = scores.get(code) as { score: number; rank: { position: number } } | undefined;
      const expected = node && { score: node.score, rank: { position: node.rank.position, rankedCount: 118 } };
      expect(compositeScore).toEqual(expected ?? null);
    }
  });
});
