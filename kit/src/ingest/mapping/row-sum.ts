import { SUM_PARTS, SUM_TOO_LARGE } from '../../dataset/rules.js';
import { detachText } from '../detached-text.js';
import type { ReportFinding } from '../findings.js';
import type { DraftRow } from './draft-row.js';

/** So many figures may wait for their parts: they are in memory. */
const OPEN_AT_MOST = 200_000;

export interface Summing {
  /** Where the key of a row stands, what is added up, and what keeps the text as published. */
  key: readonly number[];
  summed: readonly number[];
  raw: readonly number[];
  /** The column that tells the parts, and those that must be there. */
  parts?: { column: string; values: readonly string[] };
}

interface Group {
  total: DraftRow;
  parts: string[];
}

/** Adds up the rows of a key. A figure is passed on when its parts are all there, or at the end. */
export class RowSum {
  readonly #open = new Map<string, Group>();
  #tooMany = false;

  constructor(
    private readonly summing: Summing,
    private readonly report: ReportFinding,
  ) {}

  /** Takes one row in; answers the figure that it completes. */
  add(draft: DraftRow, part: string): DraftRow | undefined {
    const key = this.summing.key.map((at) => draft.texts[at]).join('\u0000');
    const group = this.#open.get(key);
    if (!group) return this.#begin(key, draft, part);
    group.parts.push(part);
    this.#merge(group.total, draft);
    return this.#whenWhole(key, group);
  }

  /** What is left: figures without a stated number of parts; those that lack one are told. */
  finish(): DraftRow[] {
    const left = [...this.#open.values()];
    this.#open.clear();
    if (!this.summing.parts) return left.map(({ total }) => total);
    for (const group of left) this.#reportParts(group);
    return [];
  }

  #begin(key: string, draft: DraftRow, part: string): DraftRow | undefined {
    if (this.#open.size >= OPEN_AT_MOST) {
      if (!this.#tooMany)
        this.report({
          rule: SUM_TOO_LARGE,
          line: draft.line,
          expected: `at most ${OPEN_AT_MOST} figures that wait for their parts`,
        });
      this.#tooMany = true;
      return undefined;
    }
    const group = { total: { ...draft, texts: draft.texts.map(detachText) }, parts: [part] };
    this.#open.set(key, group);
    return this.#whenWhole(key, group);
  }

  #merge(total: DraftRow, draft: DraftRow): void {
    const { summed, raw } = this.summing;
    for (const at of raw) total.texts[at] = `${total.texts[at]} + ${draft.texts[at]}`;
    const unknown = summed.some((at) => draft.texts[at] === '' || total.texts[at] === '');
    const added = summed.map((at) => addTexts(total.texts[at]!, draft.texts[at]!));
    // The part that is unknown speaks for the whole: its status, too, is that of the sum.
    if (unknown && summed.some((at) => draft.texts[at] === ''))
      draft.texts.forEach((text, at) => {
        if (!raw.includes(at)) total.texts[at] = text;
      });
    summed.forEach((at, index) => {
      total.texts[at] = added[index]!;
    });
  }

  #whenWhole(key: string, group: Group): DraftRow | undefined {
    const wanted = this.summing.parts?.values;
    if (!wanted || group.parts.length < wanted.length) return undefined;
    this.#open.delete(key);
    if (new Set(group.parts).size === wanted.length) return group.total;
    this.#reportParts(group);
    return undefined;
  }

  #reportParts({ total, parts }: Group): void {
    const { column, values } = this.summing.parts!;
    this.report({
      rule: SUM_PARTS,
      line: total.line,
      column,
      found: parts.join(', '),
      expected: `each of ${values.join(', ')} once`,
    });
  }
}

/** The sum of two decimal numbers, as exact as they are written; unknown where one of them is. */
export function addTexts(one: string, other: string): string {
  if (one === '' || other === '') return '';
  const decimals = Math.max(decimalsOf(one), decimalsOf(other));
  return (Number(one) + Number(other)).toFixed(decimals);
}

const decimalsOf = (text: string) => (/[eE]/.test(text) ? 12 : (text.split('.')[1]?.length ?? 0));
