import type { Finding, Rule } from '../dataset/rule.js';
import {
  ABANDONED_REFERENCE,
  AMBIGUOUS_COLUMN,
  LIMIT_EXCEEDED,
  MISSING_COLUMN,
  NO_ROWS,
  SUM_TOO_LARGE,
  UNKNOWN_COLUMN,
  UNREADABLE,
} from '../dataset/rules.js';
import { detachText } from './detached-text.js';
import { FindingSpool } from './finding-spool.js';

/** Maximum number of findings in memory. Beyond it all findings go to a temporary file. */
const KEPT_AT_MOST = 10_000;
/** The last 1,000 entries in memory are reserved for rules with fewer findings than this. */
const RARE = 100;
const KEPT_FOR_RARE = 1_000;
const LONGEST_SHOWN = 500;
const tips: Record<Rule['severity'], string | undefined> = {
  error: 'Correct the row, or ask the publisher.',
  warning: 'Ask the publisher whether it is intended.',
  note: undefined,
};

/** Errors that make all rows of the file unusable. */
const OF_THE_WHOLE: ReadonlySet<Rule> = new Set([
  UNREADABLE,
  NO_ROWS,
  MISSING_COLUMN,
  AMBIGUOUS_COLUMN,
  UNKNOWN_COLUMN,
  SUM_TOO_LARGE,
  ABANDONED_REFERENCE,
  LIMIT_EXCEEDED,
]);

/** All findings of one ingestion. A bounded number of them is kept in memory. */
export class Findings {
  readonly kept: Finding[] = [];
  readonly counts: Record<Rule['severity'], number> = { error: 0, warning: 0, note: 0 };

  #all: FindingSpool | undefined;
  readonly #ofRule = new Map<Rule, number>();
  #onlyRows = true;

  /** Whether every error concerns single rows, so that the other rows can be published. */
  get onlyRows(): boolean {
    return this.#onlyRows;
  }

  add(finding: Finding): void {
    this.counts[finding.rule.severity] += 1;
    if (OF_THE_WHOLE.has(finding.rule)) this.#onlyRows = false;
    const { severity, tip = tips[severity] } = finding.rule;
    const shortened = { ...finding, found: shown(finding.found), tip: finding.tip ?? tip };
    if (this.#isKept(finding.rule)) this.kept.push(owned(shortened));
    else this.#all ??= listOf(this.kept);
    this.#all?.add(shortened);
  }

  /** Returns whether a rule has findings. */
  has(rule: Rule): boolean {
    return this.#ofRule.has(rule);
  }

  /** All findings, in the order in which they were reported. */
  all(): Iterable<Finding> {
    return this.#all ?? this.kept;
  }

  get total(): number {
    return this.counts.error + this.counts.warning + this.counts.note;
  }

  #isKept(rule: Rule): boolean {
    const ofRule = this.#ofRule.get(rule) ?? 0;
    this.#ofRule.set(rule, ofRule + 1);
    return this.kept.length < KEPT_AT_MOST - (ofRule < RARE ? 0 : KEPT_FOR_RARE);
  }

  /** Returns a function that adds findings of one file. */
  of(file: string): ReportFinding {
    return (finding) => this.add({ ...finding, file });
  }
}

/** Shortens a text and replaces U+0000, which PostgreSQL cannot store. */
const shown = (found: string | undefined) => found?.slice(0, LONGEST_SHOWN).replaceAll('\0', '\u2400');

function listOf(findings: readonly Finding[]): FindingSpool {
  const list = new FindingSpool();
  for (const finding of findings) list.add(finding);
  return list;
}

const owned = ({ found, expected, ...finding }: Finding): Finding => ({
  ...finding,
  found: found === undefined ? undefined : detachText(found),
  expected: detachText(expected),
});

export type ReportFinding = (finding: Omit<Finding, 'file'>) => void;
