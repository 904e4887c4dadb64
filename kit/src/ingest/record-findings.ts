import type { PoolClient } from 'pg';
import type { Finding } from './rules.js';

/** Keeps what was found in files that are published all the same, in the order in which it was found. */
export async function recordFindings(
  client: PoolClient,
  revision: number,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map(({ rule: { code, severity }, file, line, column, found, expected, tip }, index) => {
    return { revision, position: index + 1, code, severity, file, line, column, found, expected, tip };
  });
  await client.query('insert into finding select * from json_populate_recordset(null::finding, $1)', [
    JSON.stringify(rows),
  ]);
}
