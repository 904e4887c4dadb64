import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyLine } from './cell.js';
import type { Findings } from './findings.js';

const PIECE = 64 * 1024;

/** Stores the findings of a published file, in order. */
export async function recordFindings(client: PoolClient, revision: number, findings: Findings): Promise<void> {
  if (findings.total === 0) return;
  const columns = 'revision, position, code, severity, file, line, "column", found, expected, tip';
  const sink = client.query(copyFrom(`copy finding (${columns}) from stdin`));
  await pipeline(Readable.from(copied(revision, findings)), sink);
}

function* copied(revision: number, findings: Findings): Generator<string> {
  let text = '';
  let position = 0;
  for (const { rule, file, line, column, found, expected, tip } of findings.all()) {
    position += 1;
    const said = [line ?? null, column ?? null, found ?? null, expected, tip ?? null];
    text += `${copyLine([revision, position, rule.code, rule.severity, file, ...said])}\n`;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
