import { createHash } from 'node:crypto';
import { KEPT_TOO_MANY, SKIPPED_ROWS } from '../../dataset/rules.js';
import { detachText } from '../detached-text.js';
import type { ReportFinding } from '../findings.js';
import type { ColumnFiller } from './column-filler.js';
import type { CountSpec } from './mapping.js';

/** Maximum number of digests or groups in memory. */
const KEPT_AT_MOST = 200_000;

/** Leaves out rows that are equal to an earlier one, compared by digest, and counts them. */
export class DistinctRows {
  readonly #known = new Set<string>();
  #repeated = 0;
  #first?: number;
  #tooMany = false;

  constructor(private readonly report: ReportFinding) {}

  passes(line: number, texts: readonly string[]): boolean {
    const digest = createHash('sha1').update(texts.join('\u0000')).digest('base64');
    if (this.#known.has(digest)) {
      this.#repeated += 1;
      this.#first ??= line;
      return false;
    }
    if (this.#known.size < KEPT_AT_MOST) this.#known.add(digest);
    else if (!this.#tooMany) {
      this.#tooMany = true;
      this.report({ rule: KEPT_TOO_MANY, line, expected: `at most ${KEPT_AT_MOST} rows that differ, for "distinct"` });
    }
    return !this.#tooMany;
  }

  finish(): void {
    if (this.#repeated === 0) return;
    const found = this.#repeated === 1 ? 'a row' : `${this.#repeated} rows, this the first`;
    this.report({ rule: SKIPPED_ROWS, line: this.#first, found, expected: 'a row that differs from all earlier rows' });
  }
}

/** Fills a row number within the group of rows that are equal in some columns. */
export function countFiller(at: number, { count, first = 1 }: CountSpec, within: readonly number[]): ColumnFiller {
  const next = new Map<string, number>();
  let tooMany = false;
  return (_cells, texts, report) => {
    const key = detachText(within.map((each) => texts[each]).join('\u0000'));
    const place = next.get(key) ?? first;
    if (place === first && next.size >= KEPT_AT_MOST && !tooMany) {
      tooMany = true;
      report({ rule: KEPT_TOO_MANY, expected: `at most ${KEPT_AT_MOST} groups by ${count.join(', ')}, for "count"` });
    }
    if (!tooMany) next.set(key, place + 1);
    texts[at] = String(place);
    return !tooMany;
  };
}
