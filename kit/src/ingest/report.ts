import type { Finding } from './rules.js';
import type { Report } from './run.js';

const SHOWN_AT_MOST = 100;

const outcomes: Record<Report['outcome'], (report: Report) => string> = {
  published: ({ revision, changes: { added, changed, withdrawn } }) =>
    `published as revision ${revision}: ${added} added, ${changed} changed, ${withdrawn} withdrawn`,
  unchanged: () => 'unchanged: the hub already holds exactly this, so there is no new revision',
  rejected: ({ findings }) => `rejected: nothing was published, nothing was changed; ${findings.length} to mend`,
  checked: ({ changes: { added, changed, withdrawn } }) =>
    `checked, not published: it would add ${added}, change ${changed}, withdraw ${withdrawn}`,
};

/** The report of an ingestion as a terminal shows it. */
export function describeReport(report: Report): string {
  const lines = report.findings.slice(0, SHOWN_AT_MOST).map(describeFinding);
  const more = report.findings.length - lines.length;
  if (more > 0) lines.push(`… and ${more} more`);
  return [...lines, `${report.dataset}: ${outcomes[report.outcome](report)}.`].join('\n');
}

/** `observation.csv line 214, column municipality_code: "1503" found; expected …` */
export function describeFinding({ rule, file, line, column, found, expected, tip }: Finding): string {
  const where = [line !== undefined ? `line ${line}` : '', column ? `column ${column}` : ''].filter(Boolean).join(', ');
  const what = found === undefined ? '' : `${JSON.stringify(found)} found; `;
  return `${rule.severity} ${rule.code} ${file} ${where}: ${what}expected ${expected}${tip ? `. ${tip}` : ''}`;
}
