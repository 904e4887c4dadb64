import { indicators } from '@cabildo/indicators';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

const codes = Array.from({ length: 125 }, (_, index) => `${15001 + index}`);
const statements = (query: string, variables?: Record<string, unknown>) =>
  test.countStatements(async () => expect((await test.execute(query, variables)).errors).toBeUndefined());

const ofMunicipalities = (fields: string, count: number) =>
  statements(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { ${fields} } } }`, {
    of: codes.slice(0, count).map((code) => ({ __typename: 'Municipality', code })),
  });

/** Of these, one finds the revision, and two read the catalogue. */
describe('the number of statements is the same for 1 and for 125 municipalities', () => {
  it.each([
    ['latest figures', 'indicators { value unit period indicator { code name } source { code } }', 4],
    [
      'latest figures with ranks',
      'indicators { value unit period indicator { code } source { code } rank { position } }',
      5,
    ],
    ['figures over time', 'observations(indicator: "delitos_total") { period value }', 4],
    ['figures over time with ranks', 'observations(indicator: "delitos_total") { value rank { position } }', 5],
    ['changes', 'change(indicator: "pobreza_pct", from: "2010", until: "2020") { absolute }', 4],
    [
      'changes with observations',
      'change(indicator: "pobreza_pct", from: "2010", until: "2020") { from { value } until { value } }',
      5,
    ],
    [
      'scores',
      'score(components: [{ indicator: "pobreza_pct", weight: 1 }, { indicator: "idh", weight: 1 }]) { score position }',
      6,
    ],
  ])('for %s', async (_, fields, expected) => {
    await ofMunicipalities(fields, 1);
    expect([await ofMunicipalities(fields, 1), await ofMunicipalities(fields, 125)]).toEqual([expected, expected]);
  });
});

describe('the number of statements is the same for 1 and for 36 indicators', () => {
  it.each([
    ['rankings', 'ranking(first: 5) { nodes { position value municipality { code } } }', 6],
    ['rankings with observations', 'ranking(first: 5) { nodes { observation { value source { code } } } }', 7],
    ['summaries', 'summary(state: "15") { mean missing histogram { count } }', 7],
    [
      'series, periods, coverage and sources',
      'series { code } periods { period } coverage { municipalityCount } sources { code }',
      7,
    ],
  ])('for %s', async (_, fields, expected) => {
    const counted = (first: number) => statements(`{ indicators(first: ${first}) { nodes { ${fields} } } }`);
    expect([await counted(1), await counted(36)]).toEqual([expected, expected]);
  });

  it('for the summaries of a state', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on State { indicatorSummaries { count missing mean } } } }';
    expect(await statements(query, { of: [{ __typename: 'State', code: '15' }] })).toBe(6);
  });
});
