import type { ClientBase } from 'pg';

/** Takes the publication lock of the subgraph until the transaction ends. */
export async function lockPublication(client: ClientBase, schema: string): Promise<void> {
  await client.query(`lock table "${schema}".publication_lock in exclusive mode`);
}

/**
 * Takes the publication lock, and returns the number of the next revision. The lock makes numbers increase in the order
 * in which revisions become visible.
 */
export async function nextRevision(client: ClientBase, schema: string): Promise<number> {
  await lockPublication(client, schema);
  const { rows } = await client.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from revision');
  return rows[0]!.next;
}
