import type { Finding } from '../dataset/rule.js';
import { broken, describeLines, groupFindings, printable } from './finding-groups.js';
import type { IngestionReport } from './ingestion.js';
import { quotedVisibly } from './visible.js';

const SHOWN_AT_MOST = 100;

const outcomes: Record<IngestionReport['outcome'], (report: IngestionReport) => string> = {
  published: ({ revision, counts, changes: { added, changed, withdrawn } }) =>
    `published as revision ${revision}: ${added} added, ${changed} changed, ${withdrawn} withdrawn${withheld(counts)}`,
  unchanged: () => 'unchanged: the same data is already published, so there is no new revision',
  rejected: ({ counts }) =>
    `rejected: nothing was published; ${counts.error} ${counts.error === 1 ? 'error' : 'errors'} to correct`,
  checked: ({ changes: { added, changed, withdrawn } }) =>
    `checked, not published: it would add ${added}, change ${changed}, withdraw ${withdrawn}`,
};

const withheld = ({ error }: IngestionReport['counts']) =>
  error > 0 ? `; rows with ${error === 1 ? 'an error' : `${error} errors`} were withheld` : '';

/** Formats a report for a terminal, wrapped to `width`. */
export function describeReport(report: IngestionReport, width = Number.POSITIVE_INFINITY): string {
  const alike = groupFindings(gravestFirst(report.findings));
  const lines = alike.slice(0, SHOWN_AT_MOST).map(({ finding, lines }) => describeAt(finding, lines));
  const { error, warning, note } = report.counts;
  const shown = alike.slice(0, SHOWN_AT_MOST).reduce((sum, { count }) => sum + count, 0);
  const more = error + warning + note - shown;
  if (more > 0) lines.push(`… and ${more} more; the report as CSV or JSON lists all`);
  return [...lines, `${report.dataset}: ${outcomes[report.outcome](report)}.`]
    .map((line) => broken(printable(line), width))
    .join('\n');
}

const gravity = ['error', 'warning', 'note'];
const gravestFirst = (findings: Finding[]) =>
  findings.toSorted((one, other) => gravity.indexOf(one.rule.severity) - gravity.indexOf(other.rule.severity));

const LONGEST_FOUND = 300;
const cut = (text: string) => (text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)} …` : text);

/** Returns `observation.csv line 214, column municipality_code: "1503" found; expected …`. */
export const describeFinding = (finding: Finding): string => describeAt(finding, [finding.line]);

function describeAt(
  { rule, file, column, found, expected, tip }: Finding,
  lines: readonly (number | undefined)[],
): string {
  const where = [describeLines(lines), column ? `column ${column}` : ''].filter(Boolean).join(', ');
  const what = found === undefined ? '' : `${quotedVisibly(cut(found))} found; `;
  const message = `${what}expected ${expected}${tip ? `${/[.]$/.test(expected) ? '' : '.'} ${tip}` : ''}`;
  return `${rule.severity} ${rule.code} ${[file, where].filter(Boolean).join(' ')}: ${message}`;
}

/** Yields the report as JSON, in pieces. */
export function* reportAsJson({ findings: _, allFindings, ...report }: IngestionReport): Generator<string> {
  const head = JSON.stringify(report, null, 2);
  yield `${head.slice(0, head.lastIndexOf('\n'))},\n  "findings": [`;
  yield* inPieces(listed(allFindings()));
  yield report.counts.error + report.counts.warning + report.counts.note > 0 ? '\n  ]\n}' : ']\n}';
}

function* listed(findings: Iterable<Finding>): Generator<string> {
  let between = '';
  for (const { rule, ...finding } of findings) {
    const text = JSON.stringify({ code: rule.code, severity: rule.severity, ...finding }, null, 2);
    yield `${between}\n    ${text.replaceAll('\n', '\n    ')}`;
    between = ',';
  }
}

const COLUMNS = ['severity', 'code', 'file', 'line', 'column', 'found', 'expected', 'tip'] as const;

/** Yields the findings as CSV (RFC 4180), one per row, in pieces. */
export function* reportAsCsv({ allFindings }: IngestionReport): Generator<string> {
  yield COLUMNS.join(',');
  yield* inPieces(csvRows(allFindings()));
}

function* csvRows(findings: Iterable<Finding>): Generator<string> {
  for (const { rule, ...finding } of findings) {
    const cells = { severity: rule.severity, code: rule.code, ...finding };
    yield `\n${COLUMNS.map((column) => csvCell(cells[column])).join(',')}`;
  }
}

const PIECE = 64 * 1024;

/** Joins short texts into pieces that are worth a write. */
function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function csvCell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  // A spreadsheet would run a text that begins like a formula.
  const safe = typeof value === 'string' && /^[=+@-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
