import type { CheckFinding } from './checks/finding.js';

export type ShownFinding = Pick<CheckFinding, 'severity' | 'code' | 'coordinate' | 'line' | 'owner' | 'message'>;

/** Findings for a terminal, a line each. */
export function findingsAsText(name: string, findings: readonly ShownFinding[], approvals: readonly string[]): string {
  const lines = findings.map(({ severity, code, line, message }) => {
    const at = line === undefined ? name : `${name}:${line}`;
    return `${severity.toLowerCase().padEnd(8)} ${at}  ${message} [${code}]`;
  });
  const waits = approvals.map((each) => `approval ${name}  ${each}`);
  return `${[...lines, ...waits, summaryOf(findings)].join('\n')}\n`;
}

/** Findings for a comment of a CI job on a change request. */
export function findingsAsMarkdown(
  name: string,
  findings: readonly ShownFinding[],
  approvals: readonly string[],
): string {
  const rows = findings.map(
    ({ severity, code, coordinate = '', line = '', owner = '', message }) =>
      `| ${severity} | \`${code}\` | ${coordinate && `\`${coordinate}\``} | ${line} | ${owner} | ${message.replaceAll('|', '\\|')} |`,
  );
  const table = rows.length
    ? ['| Severity | Code | Coordinate | Line | Owner | Message |', '|---|---|---|---|---|---|', ...rows, '']
    : [];
  const waits = approvals.map((each) => `- Needs approval: ${each}`);
  return `${[`### Subgraph \`${name}\``, '', ...table, ...waits, summaryOf(findings)].join('\n')}\n`;
}

function summaryOf(findings: readonly ShownFinding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'ERROR').length;
  const warnings = findings.length - errors;
  return `${errors ? 'Failed' : 'Passed'}: ${errors} errors, ${warnings} warnings.`;
}
