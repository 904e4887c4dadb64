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

/** One of these finds the revision, and three read the catalogue. */
describe('the number of statements is the same for 1 and for 125 municipalities', () => {
  it.each([
    ['latest observations', 'latestObservations { value unit period indicator { code name } source { code } }', 5],
    [
      'latest observations with ranks',
      'latestObservations { value unit period indicator { code } source { code } rank { position } }',
      6,
    ],
    ['observations over time', 'observations(indicator: "delitos_total") { nodes { period value } }', 5],
    [
      'observations over time with ranks',
      'observations(indicator: "delitos_total") { nodes { value rank { position } } }',
      6,
    ],
    [
      'changes',
      'indicatorChange(indicator: "pobreza_pct", periodFrom: "2010", periodTo: "2020") { absolute sources { code } }',
      5,
    ],
    [
      'changes with observations',
      'indicatorChange(indicator: "pobreza_pct", periodFrom: "2010", periodTo: "2020") { earlier { value } later { value } }',
      6,
    ],
    [
      'scores',
      'compositeScore(components: [{ indicator: "pobreza_pct", weight: 1 }, { indicator: "idh", weight: 1 }]) { score rank { position } }',
      7,
    ],
  ])('for %s', async (_, fields, expected) => {
    await ofMunicipalities(fields, 1);
    expect([await ofMunicipalities(fields, 1), await ofMunicipalities(fields, 125)]).toEqual([expected, expected]);
  });
});

describe('the number of statements is the same for 1 and for 36 indicators', () => {
  it.each([
    ['rankings', 'ranking { entries(first: 5) { nodes { rank { position } value municipality { code } } } }', 7],
    [
      'rankings with observations',
      'ranking { entries(first: 5) { nodes { observation { value source { code } } } } }',
      8,
    ],
    ['summaries', 'summary(state: "15") { mean unknownCount histogram { count } sources { code } }', 8],
    [
      'series, periods, coverage and sources',
      'series { code } periods { period } coverage { municipalityCount } sources { code }',
      8,
    ],
  ])('for %s', async (_, fields, expected) => {
    const counted = (first: number) => statements(`{ indicators(first: ${first}) { nodes { ${fields} } } }`);
    expect([await counted(1), await counted(36)]).toEqual([expected, expected]);
  });

  it('for the summaries of a state', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on State { indicatorSummaries { knownCount unknownCount mean } } } }';
    expect(await statements(query, { of: [{ __typename: 'State', code: '15' }] })).toBe(7);
  });
});
