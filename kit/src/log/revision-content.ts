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
  ingestion: string | null;
}

/** Builds the content of a revision leaf from the tables; undefined if the revision does not exist. */
export async function readRevisionContent(
  client: ClientBase,
  subgraph: string,
  revision: number,
  rows: RowsRoot,
): Promise<RevisionContent | undefined> {
  const found = await client.query<RevisionRow>(
    `select to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "publishedAt",
        published_by as "publishedBy", dataset, note, added, changed, withdrawn, findings, ingestion
      from revision where number = $1`,
    [revision],
  );
  const row = found.rows[0];
  if (!row) return undefined;
  const { added, changed, withdrawn, findings, ingestion, ...metadata } = row;
  return {
    kind: 'revision',
    subgraph,
    revision,
    ...metadata,
    ...(ingestion !== null && { ingestion }),
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

const PAGE_SIZE = 1_000;

/** Hashes the canonical JSON of all findings of a revision, read in pages so that memory is bounded. */
async function digestFindings(client: ClientBase, revision: number): Promise<string> {
  const digest = createHash('sha256').update('[');
  for (let after = 0; ; ) {
    const { rows } = await client.query<{ [name: string]: Json }>(
      `select position, code, severity, file, line, "column", found, expected, tip
        from finding where revision = $1 and position > $2 order by position limit ${PAGE_SIZE}`,
      [revision, after],
    );
    for (const row of rows) digest.update(`${row.position === 1 ? '' : ','}${canonicalJson(row)}`);
    if (rows.length < PAGE_SIZE) return digest.update(']').digest('hex');
    after = Number(rows.at(-1)!.position);
  }
}
