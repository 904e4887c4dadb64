import { cloneDatabase } from '@cabildo/kit/testing';
import { subgraphs } from '../hub/src/subgraphs.js';

it('subgraphs that start together on an empty database all create their tables', async () => {
  for (let round = 0; round < 3; round++) {
    const { dsn, drop } = await cloneDatabase(process.env.CABILDO_TEST_DSN!, 'nothing', async () => {});
    const connected = await Promise.all(subgraphs.map(({ subgraph }) => subgraph.connect({ dsn: { write: dsn } })));
    await Promise.all(connected.map(({ database }) => database.migrate()));
    for (const { database } of connected) {
      const pool = await database.pool();
      const { rows } = await pool.query('select count(*)::int as revisions from revision');
      expect(rows).toEqual([{ revisions: 0 }]);
      await database.close();
    }
    await drop();
  }
});
