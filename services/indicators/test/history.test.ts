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
const ofFigure = async (fields: string, figure = 'municipality: "15001", indicator: "pobreza_pct", period: "2020"') =>
  (await ask(`{ observations(${figure}) { nodes { ${fields} } } }`)).observations.nodes;

/** The second source changes its figure for Acambay, then takes it back. */
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
  it('is every value that it had, with revision, line, source and raw text of each', async () => {
    const [observation] = await ofFigure(
      'sourceCode history { value rawText line rank { position } source { code sha256 } recordedBy { number publishedBy } closedBy { number } }',
    );
    const [now, before] = observation.history;
    expect(observation.sourceCode).toBe('aa-second-opinion');
    expect(observation.history).toHaveLength(2);
    expect(now).toMatchObject({ value: 2.5, rawText: '2.50', line: 2, rank: null, closedBy: null });
    expect(now.recordedBy).toEqual({ number: newest + 1, publishedBy: 'test' });
    expect(before).toMatchObject({ value: 1.5, rawText: '1.5', recordedBy: { number: newest } });
    expect(before.closedBy).toEqual({ number: newest + 1 });
    expect(before.source.sha256).not.toBe(now.source.sha256);
  });

  it('as of then is what it was then', async () => {
    const { indicatorsRevisions } = await ask('{ indicatorsRevisions(first: 2) { nodes { publishedAt } } }');
    const query =
      '{ observations(municipality: "15001", indicator: "pobreza_pct", period: "2020", source: "aa-second-opinion") { nodes { value history { value closedBy { number } } } } }';
    const headers = { 'hub-as-of': indicatorsRevisions.nodes[1].publishedAt };
    const { data } = (await test.subgraph.execute({ query }, headers)) as {
      data: { observations: { nodes: unknown } };
    };
    expect(data.observations.nodes).toEqual([{ value: 1.5, history: [{ value: 1.5, closedBy: null }] }]);
  });

  it('of many costs no more statements than of one', async () => {
    const query = (first: number) =>
      `{ observations(first: ${first}, indicator: "pobreza_pct") { nodes { isPreferred history { value recordedBy { number } } alternatives { value } } } }`;
    const one = await test.countStatements(() => ask(query(1)));
    expect(await test.countStatements(() => ask(query(200)))).toBe(one);
  });
});

describe('what other sources tell of a figure', () => {
  it('stands beside it, and which one is preferred shows', async () => {
    const fields = 'sourceCode isPreferred rank { position } alternatives { sourceCode isPreferred rank { position } }';
    const [one, other] = await ofFigure(fields);
    expect(one).toMatchObject({
      sourceCode: 'aa-second-opinion',
      isPreferred: true,
      alternatives: [{ sourceCode: 'coneval-pobreza', isPreferred: false, rank: null }],
    });
    expect(other).toMatchObject({ sourceCode: 'coneval-pobreza', isPreferred: false, rank: null });
    expect(other.alternatives).toEqual([{ sourceCode: 'aa-second-opinion', isPreferred: true, rank: one.rank }]);
  });

  it('is preferred where it is known and the other is not', async () => {
    const figure = 'municipality: "15002", indicator: "pobreza_pct", period: "2020"';
    expect(await ofFigure('sourceCode isPreferred value', figure)).toEqual([
      { sourceCode: 'aa-second-opinion', isPreferred: false, value: null },
      { sourceCode: 'coneval-pobreza', isPreferred: true, value: expect.any(Number) },
    ]);
  });

  it('is nothing where one source alone tells of it', async () => {
    const figure = 'municipality: "15003", indicator: "pobreza_pct", period: "2020"';
    expect(await ofFigure('isPreferred alternatives { value }', figure)).toEqual([
      { isPreferred: true, alternatives: [] },
    ]);
  });
});

describe('what changed', () => {
  it('is found by indicator and municipality', async () => {
    const { indicatorsChanges } = await ask(
      `query ($from: Int!) { indicatorsChanges(from: $from, indicator: "pobreza_pct", municipality: "15001") { totalCount nodes {
        dataset kind key { column value } columns { column before after } sourceAfter { code } publication { publishedBy }
      } } }`,
      { from: newest },
    );
    expect(indicatorsChanges).toEqual({
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
          publication: { publishedBy: 'test' },
        },
      ],
    });
  });

  it('of an indicator alone leaves out what has no indicator, and takes in the indicator itself', async () => {
    const { indicatorsChanges } = await ask(
      '{ indicatorsChanges(indicator: "pobreza_pct", first: 2) { nodes { dataset kind } } }',
    );
    expect(indicatorsChanges.nodes).toEqual([
      { dataset: 'indicator', kind: 'ADDED' },
      { dataset: 'series', kind: 'ADDED' },
    ]);
  });
});
