import type { TestSubgraph } from '@cabildo/kit/testing';
import { open } from './world.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await open([]);
});
afterAll(() => test.close());

it.each([
  ['2019', '2019-01-01', '2019-12-31'],
  ['2020-02', '2020-02-01', '2020-02-29'],
  ['2021-02', '2021-02-01', '2021-02-28'],
  ['2021-12', '2021-12-01', '2021-12-31'],
  ['2021-12-31', '2021-12-31', '2021-12-31'],
  [null, null, null],
])('%s is from %s to %s', async (partial, first, last) => {
  const pool = await test.subgraph.database.pool();
  const { rows } = await pool.query(
    'select partial_date_first($1)::text as first, partial_date_last($1)::text as last',
    [partial],
  );
  expect(rows).toEqual([{ first, last }]);
});
