import { readFile } from 'node:fs/promises';
import { readKey } from '@cabildo/kit/process';
import { auditSubgraph } from '../registry/audit/audit.js';
import { auditRules } from '../registry/audit/rules.js';
import { readable } from './ingest.js';

export interface AuditFlags {
  schema?: string;
  /** `id:secret`, the key that the server verifies signatures with. */
  key?: string;
  json?: boolean;
}

/** Sends a running subgraph the requests of every rule, and reports a line for each. Returns whether all are satisfied. */
export async function audit(url: string, { schema, key, json }: AuditFlags): Promise<boolean> {
  const sdl = schema === undefined ? undefined : await readable(schema, () => readFile(schema, 'utf8'));
  const results = await auditSubgraph({ url, sdl, key: key === undefined ? undefined : readKey(key) });
  const passed = results.every(({ rule, failure }) => failure === undefined || rule.optional);
  if (json) {
    const rows = results.map(({ rule: { id, title, optional }, failure }) => ({ id, title, optional, failure }));
    process.stdout.write(`${JSON.stringify({ url, passed, results: rows }, null, 2)}\n`);
    return passed;
  }
  for (const { rule, failure } of results) {
    const mark = failure === undefined ? 'ok     ' : rule.optional ? 'warning' : 'FAILED ';
    process.stdout.write(`${mark} ${rule.id}: ${failure ?? rule.title}\n`);
  }
  const skipped = auditRules.length - results.length;
  if (skipped > 0) process.stdout.write(`${skipped} rules were not tried.\n`);
  return passed;
}
