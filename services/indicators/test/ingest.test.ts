import { indicators } from '@cabildo/indicators';
import { describeFinding, revert, withdraw } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { packages } from './published.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, packages);
});
afterAll(() => test.close());

describe('a file of observations', () => {
  it('is rejected as a whole if a value contradicts its status, or an indicator, a series or a key is wrong', async () => {
    const [report] = await test.load('services/indicators/test/fixtures/faulty');
    expect(report!.outcome).toBe('rejected');
    expect(report!.findings.map(describeFinding).sort()).toEqual([
      'error DUPLICATE_KEY observation.csv line 7, column municipality_code, indicator_code, period, series, source_code: "15005, pobreza_pct, 2021, main, faulty" found; expected one row with this key; the first is on line 6. Exclude one with "skip", add them up with "sum", or map the column that distinguishes them.',
      'error UNKNOWN_REFERENCE observation.csv line 4, column indicator_code, series: "pobreza_pct, 2010-2015" found; expected the indicator_code, code of a Series that is recorded. Load the Series first, or correct the cell.',
      'error UNKNOWN_REFERENCE observation.csv line 5, column indicator_code, series: "pobresa_pct, main" found; expected the indicator_code, code of a Series that is recorded. Load the Series first, or correct the cell.',
      'error UNKNOWN_REFERENCE observation.csv line 5, column indicator_code: "pobresa_pct" found; expected the code of an Indicator that is recorded. Load the Indicator first, or correct the cell.',
      'error VALUE_AGAINST_STATUS observation.csv line 2, column value: "" found; expected a value, because the status is OBSERVED. Correct the value or the status. An unknown value is empty with the status NOT_AVAILABLE, never 0.',
      'error VALUE_AGAINST_STATUS observation.csv line 3, column value: "0" found; expected an empty cell, because the status is NOT_AVAILABLE. Correct the value or the status. An unknown value is empty with the status NOT_AVAILABLE, never 0.',
    ]);
    const { data } = await test.execute('{ observations(sourceCode: "faulty") { totalCount } }');
    expect(data.observations.totalCount).toBe(0);
  });

  it('that is loaded again creates no revision', async () => {
    const reports = await Promise.all(packages.slice(-1).map((folder) => test.load(folder)));
    expect(reports.flat().map(({ outcome }) => outcome)).toEqual(['unchanged']);
  });
});

it('a dataset does not go back to rows whose indicator is gone by now', async () => {
  const reports = await test.load('services/indicators/test/fixtures/edge-cases');
  const [, series] = reports.map(({ revision }) => revision!);
  for (const dataset of ['observation', 'series', 'indicator'])
    await withdraw(test.subgraph, { dataset, source: 'edge-cases', publishedBy: 'tester' });
  await expect(revert(test.subgraph, { dataset: 'series', to: series!, publishedBy: 'tester' })).rejects.toThrow(
    /^\d rows of series would refer to rows that no longer exist, such as indicator_code \w+. Revert that dataset first\.$/,
  );
});
