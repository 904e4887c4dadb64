import { FOLDED_MATCH } from '../../dataset/rules.js';
import type { RowReport } from './column-filler.js';
import { comparable } from './comparable.js';

const MEMORY = 10_000;
/** Texts such as numbers, which are only compared exactly. */
const WITHOUT_LETTERS = /^[!-@[-`{-~]+$/;

/**
 * Compares texts of the file with texts of the mapping: exactly, or, if only one of them is equal without accents, case
 * and punctuation, with a note.
 */
export class TextMatcher {
  readonly #exact: ReadonlySet<string>;
  /** By comparable text; null if several texts of the mapping have it. */
  readonly #folded = new Map<string, string | null>();
  readonly #memory = new Map<string, string | undefined>();

  /** @param silent whether the mapping sets this comparison, so that it needs no note */
  constructor(
    texts: readonly string[],
    private readonly column: string,
    private readonly silent = false,
  ) {
    this.#exact = new Set(texts);
    for (const text of this.#exact) {
      const key = comparable(text);
      this.#folded.set(key, this.#folded.has(key) && !silent ? null : text);
    }
  }

  /** Returns the text of the mapping that a text of the file means. Undefined if there is none. */
  match(text: string, report: RowReport): string | undefined {
    if (this.#exact.has(text)) return text;
    if (WITHOUT_LETTERS.test(text)) return undefined;
    if (this.#memory.has(text)) return this.#memory.get(text);
    const found = this.#folded.get(comparable(text)) ?? undefined;
    if (this.#memory.size < MEMORY) this.#memory.set(text, found);
    if (found !== undefined && !this.silent)
      report({ rule: FOLDED_MATCH, column: this.column, found: text, expected: `"${found}", as in the mapping` });
    return found;
  }
}
