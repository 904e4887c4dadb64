import fc from 'fast-check';
import { problemOf } from './tables/read-back.js';
import { tables } from './tables/table.js';

/** TABLES=10000 runs as many. `kit/test/tables/mutants.ts` takes out fixes and expects this property to fail. */
const TABLES = Number(process.env.TABLES ?? 400);

it('every cell of a generated table is read as it was written, or there is a finding', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (table) => {
      expect(await problemOf(table)).toBeUndefined();
    }),
    { numRuns: TABLES },
  );
}, 3_600_000);
