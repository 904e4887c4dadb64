import type { PoolClient } from 'pg';

/**
 * Takes the place of every publisher of this subgraph until the transaction ends, and answers the number of the
 * revision that it will be. Numbers so rise in the order in which revisions become visible.
 */
export async function nextRevision(client: PoolClient, schema: string): Promise<number> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`publish ${schema}`]);
  const { rows } = await client.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from revision');
  return rows[0]!.next;
}
