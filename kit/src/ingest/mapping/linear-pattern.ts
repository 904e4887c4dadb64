import { RE2JS } from 're2js';

/** Maximum size of a compiled pattern. The time of a match is proportional to it. */
const MOST_INSTRUCTIONS = 1_000;
/** Longer texts do not match. */
const LONGEST_TEXT = 10_000;
const MEMORY = 5_000;

/** A publisher's pattern that cannot be used. */
export class PatternError extends Error {}

/**
 * A regular expression of a publisher, without case. RE2 matches in time proportional to the length of the text, so that
 * no pattern can block the process.
 */
export class LinearPattern {
  readonly #pattern: RE2JS;
  readonly #memory = new Map<string, string[] | undefined>();

  /** @throws PatternError */
  constructor(source: string) {
    try {
      this.#pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    } catch (error) {
      throw new PatternError(`${(error as Error).message}; lookaround and backreferences are not supported`);
    }
    if (this.#pattern.programSize() > MOST_INSTRUCTIONS) throw new PatternError('it is too large');
  }

  test(text: string): boolean {
    return this.groups(text) !== undefined;
  }

  /** Returns the match and its groups. Undefined if there is no match. */
  groups(text: string): string[] | undefined {
    if (this.#memory.has(text)) return this.#memory.get(text);
    const groups = text.length > LONGEST_TEXT ? undefined : this.#match(text);
    if (this.#memory.size >= MEMORY) this.#memory.clear();
    this.#memory.set(text, groups);
    return groups;
  }

  #match(text: string): string[] | undefined {
    const matcher = this.#pattern.matcher(text);
    if (!matcher.find()) return undefined;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? '');
  }
}

/** Returns a pattern that must match the whole text. */
export const wholePattern = (source: string) => new LinearPattern(`^(?:${source})$`);

/** Fills a template with the groups of a match: `$1` is the first group. */
export const filledTemplate = (template: string, groups: readonly string[]): string =>
  template.replace(/\$(\d)/g, (_, group) => groups[Number(group)] ?? '');
