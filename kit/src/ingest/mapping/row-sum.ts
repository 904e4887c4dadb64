import { SUM_PARTS, SUM_TOO_LARGE } from '../../dataset/rules.js';
import { detachText } from '../detached-text.js';
import type { ReportFinding } from '../findings.js';
import type { DraftRow } from './draft-row.js';

/** Maximum number of incomplete sums in memory. */
const OPEN_AT_MOST = 200_000;

export interface Summing {
  /** The positions of the key, of the columns to add up, and of the columns with the text as published. */
  key: readonly number[];
  summed: readonly number[];
  raw: readonly number[];
  /** The file column that names the parts, and the required parts. */
  parts?: { column: string; values: readonly string[] };
}

interface Group {
  total: DraftRow;
  parts: string[];
}

/** Adds up rows with the same key. A sum is returned when its parts are complete, or at the end of the file. */
export class RowSum {
  readonly #open = new Map<string, Group>();
  #tooMany = false;

  constructor(
    private readonly summing: Summing,
    private readonly report: ReportFinding,
  ) {}

  /** Adds one row. Returns the sum if this row completes it. */
  add(draft: DraftRow, part: string): DraftRow | undefined {
    const key = this.summing.key.map((at) => draft.texts[at]).join('\u0000');
    const group = this.#open.get(key);
    if (!group) return this.#begin(key, draft, part);
    group.parts.push(part);
    this.#merge(group.total, draft);
    return this.#whenWhole(key, group);
  }

  /** Returns the sums without a list of parts. Reports sums that lack a part. */
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
          expected: `at most ${OPEN_AT_MOST} incomplete sums`,
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
    // An unknown part makes the sum unknown, and the sum gets the status of that part.
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

/** Adds two decimal numbers exactly. The result is unknown if one of them is. */
export function addTexts(one: string, other: string): string {
  if (one === '' || other === '') return '';
  const decimals = Math.max(decimalsOf(one), decimalsOf(other));
  return (Number(one) + Number(other)).toFixed(decimals);
}

const decimalsOf = (text: string) => (/[eE]/.test(text) ? 12 : (text.split('.')[1]?.length ?? 0));
