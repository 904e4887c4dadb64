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

async function digestFindings(client: ClientBase, revision: number): Promise<string> {
  const { rows } = await client.query<{ [name: string]: Json }>(
    `select position, code, severity, file, line, "column", found, expected, tip
      from finding where revision = $1 order by position`,
    [revision],
  );
  return createHash('sha256').update(canonicalJson(rows)).digest('hex');
}
