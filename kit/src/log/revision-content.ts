import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { canonicalJson, type Json } from './canonical.js';
import type { RevisionContent, RowsRoot } from './content.js';

interface RevisionRow {
  publishedAt: string;
  publishedBy: string;
  dataset: string;
  note: string | null;
  added: number;
  changed: number;
  withdrawn: number;
  findings: number;
}

/** The leaf of a revision, as its tables have it; undefined where there is no such revision. */
export async function readRevisionContent(
  client: ClientBase,
  subgraph: string,
  revision: number,
  rows: RowsRoot,
): Promise<RevisionContent | undefined> {
  const found = await client.query<RevisionRow>(
    `select to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "publishedAt",
        published_by as "publishedBy", dataset, note, added, changed, withdrawn, findings
      from revision where number = $1`,
    [revision],
  );
  const row = found.rows[0];
  if (!row) return undefined;
  const { added, changed, withdrawn, findings, ...said } = row;
  return {
    kind: 'revision',
    subgraph,
    revision,
    ...said,
    counts: { added, changed, withdrawn },
    findings: { count: findings, sha256: await digestFindings(client, revision) },
    sources: await readSources(client, revision),
    rows,
  };
}

async function readSources(client: ClientBase, revision: number): Promise<RevisionContent['sources']> {
  const { rows } = await client.query<{ [name: string]: Json }>(
    `select id, dataset, code, publisher, title, licence, url, to_char(retrieved_on, 'YYYY-MM-DD') as "retrievedOn", via,
        notes, file_name as "fileName", sha256
      from source where revision = $1 order by id`,
    [revision],
  );
  return rows;
}

const READ_AT_ONCE = 1_000;

/** The SHA-256 of the canonical JSON of the list of them, of which only a part is in memory. */
async function digestFindings(client: ClientBase, revision: number): Promise<string> {
  const digest = createHash('sha256').update('[');
  for (let after = 0; ; ) {
    const { rows } = await client.query<{ [name: string]: Json }>(
      `select position, code, severity, file, line, "column", found, expected, tip
        from finding where revision = $1 and position > $2 order by position limit ${READ_AT_ONCE}`,
      [revision, after],
    );
    for (const row of rows) digest.update(`${row.position === 1 ? '' : ','}${canonicalJson(row)}`);
    if (rows.length < READ_AT_ONCE) return digest.update(']').digest('hex');
    after = Number(rows.at(-1)!.position);
  }
}
