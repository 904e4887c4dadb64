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
} from './rules.js';

/** More are counted, not kept: a file of gigabytes may be wrong in every line. */
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

/** What was found in the files of one ingestion: counted in full, kept up to a bound. */
export class Findings {
  readonly kept: Finding[] = [];
  readonly counts: Record<Rule['severity'], number> = { error: 0, warning: 0, note: 0 };

  readonly #ofRule = new Map<Rule, number>();
  #onlyRows = true;

  /** Whether every error is of a row: the other rows can be told from it. */
  get onlyRows(): boolean {
    return this.#onlyRows;
  }

  add(finding: Finding): void {
    this.counts[finding.rule.severity] += 1;
    if (OF_THE_WHOLE.has(finding.rule)) this.#onlyRows = false;
    if (!this.#isKept(finding.rule)) return;
    const { severity, tip = tips[severity] } = finding.rule;
    this.kept.push({ ...finding, found: shown(finding.found), tip: finding.tip ?? tip });
  }

  #isKept(rule: Rule): boolean {
    const ofRule = this.#ofRule.get(rule) ?? 0;
    this.#ofRule.set(rule, ofRule + 1);
    return this.kept.length < KEPT_AT_MOST - (ofRule < RARE ? 0 : KEPT_FOR_RARE);
  }

  /** Counts what was found and not told one by one. */
  addMore(severity: Rule['severity'], count: number): void {
    this.counts[severity] += count;
  }

  /** Adds what is found in one file. */
  of(file: string): Report {
    return (finding) => this.add({ ...finding, file });
  }
}

/** As a database and a terminal can hold it: a cell may have a megabyte, and characters that neither takes. */
const shown = (found: string | undefined) => found?.slice(0, LONGEST_SHOWN).replaceAll('\0', '\u2400');

export type Report = (finding: Omit<Finding, 'file'>) => void;
