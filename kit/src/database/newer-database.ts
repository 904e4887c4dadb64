import type { PoolClient } from 'pg';

/** The database was migrated by a newer version. Publishing by this version could damage it. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
  readonly code = 'DATABASE_NEWER';
}

/** @throws NewerDatabaseError if the schema has migrations that this version does not know */
export async function refuseNewer(client: PoolClient, schema: string, known: readonly string[]): Promise<void> {
  const table = `"${schema}".mikro_orm_migrations`;
  const { rows: tables } = await client.query<{ found: string | null }>('select to_regclass($1) as found', [table]);
  if (tables[0]?.found == null) return;
  const { rows } = await client.query<{ name: string }>(
    `select name from ${table} where name <> all ($1) order by id`,
    [known],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new NewerDatabaseError(
    `The schema ${schema} was migrated by a newer version of this software (${names}). Run that version, or restore a backup from before the upgrade.`,
  );
}
