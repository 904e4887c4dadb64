import {
  ABANDONED_REFERENCE,
  AMBIGUOUS_COLUMN,
  type Finding,
  MISSING_COLUMN,
  NO_ROWS,
  type Rule,
  SUM_TOO_LARGE,
  UNKNOWN_COLUMN,
  UNREADABLE,
} from '../dataset/rules.js';
import { detachText } from './detached-text.js';
import { FindingSpool } from './finding-spool.js';

/** So many are in memory; where there are more, all are in a file: one of gigabytes may be wrong in every line. */
const KEPT_AT_MOST = 10_000;
/** The last places are for rules that have been found less often than this. */
const RARE = 100;
const KEPT_FOR_RARE = 1_000;
const LONGEST_SHOWN = 500;
const tips: Record<Rule['severity'], string | undefined> = {
  error: 'Mend the row, or ask the publisher.',
  warning: 'Ask the publisher whether it is meant.',
  note: undefined,
};

/** Errors after which no row can be told from the others that are sound. */
const OF_THE_WHOLE: ReadonlySet<Rule> = new Set([
  UNREADABLE,
  NO_ROWS,
  MISSING_COLUMN,
  AMBIGUOUS_COLUMN,
  UNKNOWN_COLUMN,
  SUM_TOO_LARGE,
  ABANDONED_REFERENCE,
]);

/** What was found in the files of one ingestion: all of it, and up to a bound in memory. */
export class Findings {
  readonly kept: Finding[] = [];
  readonly counts: Record<Rule['severity'], number> = { error: 0, warning: 0, note: 0 };

  #all: FindingSpool | undefined;
  readonly #ofRule = new Map<Rule, number>();
  #onlyRows = true;

  /** Whether every error is of a row: the other rows can be told from it. */
  get onlyRows(): boolean {
    return this.#onlyRows;
  }

  add(finding: Finding): void {
    this.counts[finding.rule.severity] += 1;
    if (OF_THE_WHOLE.has(finding.rule)) this.#onlyRows = false;
    const { severity, tip = tips[severity] } = finding.rule;
    const told = { ...finding, found: shown(finding.found), tip: finding.tip ?? tip };
    if (this.#isKept(finding.rule)) this.kept.push(owned(told));
    else this.#all ??= listOf(this.kept);
    this.#all?.add(told);
  }

  /** All that was found, in the order in which it was. */
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

  /** Adds what is found in one file. */
  of(file: string): ReportFinding {
    return (finding) => this.add({ ...finding, file });
  }
}

/** As a database and a terminal can hold it: a cell may have a megabyte, and characters that neither takes. */
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
