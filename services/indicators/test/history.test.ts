import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages } from './published.js';

const secondOpinion = 'services/indicators/test/fixtures/aa-second-opinion';
let test: TestSubgraph;
let folder: string;
let newest: number;

const ask = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await test.execute(query, variables);
  expect(errors).toBeUndefined();
  return data;
};
const observationsOf = async (
  fields: string,
  figure = 'municipality: "15001", indicator: "pobreza_pct", period: "2020"',
) => (await ask(`{ observations(${figure}) { nodes { ${fields} } } }`)).observations.nodes;

/** The second source changes its value for Acambay. */
beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, [...packages, secondOpinion]);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-history-'));
  await cp(secondOpinion, folder, { recursive: true });
  newest = (await ask('{ indicatorsRevisions(first: 1) { nodes { number } } }')).indicatorsRevisions.nodes[0].number;
  const file = join(folder, 'observation.csv');
  const first = await readFile(file, 'utf8');
  await writeFile(file, first.replace('1.5,1.5,', '2.5,2.50,'));
  await test.load(folder);
}, 60_000);
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

describe('the history of an observation', () => {
  it('has a version for each value, with id, revision, line, source and raw text', async () => {
    const [observation] = await observationsOf(
      'id sourceCode history { id value rawText line municipalityCode source { code sha256 } recordedIn { number publishedBy subgraph } supersededIn { number } }',
    );
    const [now, before] = observation.history;
    expect(observation.sourceCode).toBe('aa-second-opinion');
    expect(observation.history).toHaveLength(2);
    expect(new Set([observation.id, now.id, before.id]).size).toBe(3);
    expect(now).toMatchObject({ value: 2.5, rawText: '2.50', line: 2, municipalityCode: '15001', supersededIn: null });
    expect(now.recordedIn).toEqual({ number: newest + 1, publishedBy: 'test', subgraph: 'indicators' });
    expect(before).toMatchObject({ value: 1.5, rawText: '1.5', recordedIn: { number: newest } });
    expect(before.supersededIn).toEqual({ number: newest + 1 });
    expect(before.source.sha256).not.toBe(now.source.sha256);
  });

  it('as of a moment has the versions recorded by then', async () => {
    const { indicatorsRevisions } = await ask('{ indicatorsRevisions(first: 2) { nodes { publishedAt } } }');
    const query =
      '{ observations(municipality: "15001", indicator: "pobreza_pct", period: "2020", sourceCode: "aa-second-opinion") { nodes { value history { value supersededIn { number } } } } }';
    const headers = { 'hub-as-of': indicatorsRevisions.nodes[1].publishedAt };
    const { data } = (await test.subgraph.execute({ query }, headers)) as {
      data: { observations: { nodes: unknown } };
    };
    expect(data.observations.nodes).toEqual([{ value: 1.5, history: [{ value: 1.5, supersededIn: null }] }]);
  });

  it('takes as many statements for many observations as for one', async () => {
    const query = (first: number) =>
      `{ observations(first: ${first}, indicator: "pobreza_pct") { nodes { isPreferred history { value recordedIn { number } } alternatives { value } } } }`;
    const one = await test.countStatements(() => ask(query(1)));
    expect(await test.countStatements(() => ask(query(200)))).toBe(one);
  });
});

describe('observations of other sources', () => {
  it('are alternatives, and the source published first is preferred', async () => {
    const fields = 'sourceCode isPreferred rank { position } alternatives { sourceCode isPreferred rank { position } }';
    const [other, one] = await observationsOf(fields);
    expect(one).toMatchObject({
      sourceCode: 'coneval-pobreza',
      isPreferred: true,
      alternatives: [{ sourceCode: 'aa-second-opinion', isPreferred: false, rank: null }],
    });
    expect(other).toMatchObject({ sourceCode: 'aa-second-opinion', isPreferred: false, rank: null });
    expect(other.alternatives).toEqual([{ sourceCode: 'coneval-pobreza', isPreferred: true, rank: one.rank }]);
  });

  it('with a known value are preferred to an unknown one', async () => {
    const figure = 'municipality: "15002", indicator: "pobreza_pct", period: "2020"';
    expect(await observationsOf('sourceCode isPreferred value', figure)).toEqual([
      { sourceCode: 'aa-second-opinion', isPreferred: false, value: null },
      { sourceCode: 'coneval-pobreza', isPreferred: true, value: expect.any(Number) },
    ]);
  });

  it('are none if there is only one source', async () => {
    const figure = 'municipality: "15003", indicator: "pobreza_pct", period: "2020"';
    expect(await observationsOf('isPreferred alternatives { value }', figure)).toEqual([
      { isPreferred: true, alternatives: [] },
    ]);
  });
});

describe('row changes', () => {
  it('are found by indicator and municipality', async () => {
    const { indicatorsRowChanges } = await ask(
      `query ($from: Int!) { indicatorsRowChanges(afterRevision: $from, indicator: "pobreza_pct", municipality: "15001") { totalCount nodes {
        dataset kind key { column value } columns { column before after } sourceAfter { code } revision { publishedBy }
      } } }`,
      { from: newest },
    );
    expect(indicatorsRowChanges).toEqual({
      totalCount: 1,
      nodes: [
        {
          dataset: 'observation',
          kind: 'CHANGED',
          key: [
            { column: 'municipality_code', value: '15001' },
            { column: 'indicator_code', value: 'pobreza_pct' },
            { column: 'period', value: '2020' },
            { column: 'series', value: 'main' },
            { column: 'source_code', value: 'aa-second-opinion' },
          ],
          columns: [
            { column: 'value', before: '1.5', after: '2.5' },
            { column: 'raw_text', before: '1.5', after: '2.50' },
          ],
          sourceAfter: { code: 'aa-second-opinion' },
          revision: { publishedBy: 'test' },
        },
      ],
    });
  });

  it('of an indicator include the indicator itself and leave out datasets without indicators', async () => {
    const { indicatorsRowChanges } = await ask(
      '{ indicatorsRowChanges(indicator: "pobreza_pct", first: 2) { nodes { dataset kind } } }',
    );
    expect(indicatorsRowChanges.nodes).toEqual([
      { dataset: 'indicator', kind: 'ADDED' },
      { dataset: 'series', kind: 'ADDED' },
    ]);
  });
});
