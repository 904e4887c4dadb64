import { type CheckFinding, error, warning } from '../checks/finding.js';
import { isLoopback } from '../loopback.js';
import { type AuditRule, auditRules } from './rules.js';
import type { Audited } from './send.js';

export interface AuditResult {
  readonly rule: AuditRule;
  /** What is wrong, in a sentence; undefined if the rule is satisfied. */
  readonly failure?: string;
}

/** Sends a running subgraph the requests of every rule. A server that cannot be reached fails the first rule only. */
export async function auditSubgraph(subgraph: Audited): Promise<AuditResult[]> {
  const results: AuditResult[] = [];
  for (const rule of auditRules) {
    const result = await resultOf(rule, subgraph);
    results.push(result.result);
    if (result.unreachable) break;
  }
  return results;
}

/**
 * The failures of an audit, as findings of a check. A subgraph on this machine is in development: it may accept calls
 * that are not signed.
 */
export async function auditFindings(url: string, subgraph: Omit<Audited, 'url'>): Promise<CheckFinding[]> {
  const results = await auditSubgraph({ url, ...subgraph });
  return results.flatMap(({ rule, failure }) => {
    if (failure === undefined || (rule.id === 'signature-wrong' && isLoopback(url))) return [];
    return [(rule.optional ? warning : error)('LIVE', `${failure} (rule ${rule.id})`)];
  });
}

async function resultOf(rule: AuditRule, subgraph: Audited): Promise<{ result: AuditResult; unreachable?: boolean }> {
  try {
    const wrong = await rule.run(subgraph);
    return { result: { rule, failure: wrong === undefined ? undefined : `${subgraph.url} ${wrong}` } };
  } catch (thrown) {
    const { name, message, cause } = thrown as Error;
    const why =
      name === 'TimeoutError' ? 'no response within 5 s' : String((cause as Error | undefined)?.message ?? message);
    return { result: { rule, failure: `${subgraph.url} cannot be reached: ${why}.` }, unreachable: true };
  }
}
