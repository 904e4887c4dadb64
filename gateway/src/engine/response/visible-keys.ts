import { Kind, type SelectionSetNode } from 'graphql';
import { keyOf } from '../document/response-keys.js';
import type { Fragments } from '../document/selection.js';
import type { AnswerPath } from '../run/paths.js';

/** The response keys of a client's operation. What the gateway fetched beside them has no place in the answer. */
export class VisibleKeys {
  readonly #root: readonly SelectionSetNode[];
  readonly #fragments: Fragments;
  readonly #shownAs: ReadonlyMap<string, string>;

  constructor(set: SelectionSetNode, fragments: Fragments, shownAs: ReadonlyMap<string, string>) {
    this.#root = [set];
    this.#fragments = fragments;
    this.#shownAs = shownAs;
  }

  /** The part of the path that the answer has, as the client calls it. */
  truncate(path: AnswerPath): AnswerPath {
    let sets = this.#root;
    let length = 0;
    for (const step of path) {
      if (typeof step === 'string') {
        const below = this.#below(sets, step);
        if (!below) break;
        sets = below;
      }
      length++;
    }
    return path.slice(0, length).map((step) => (typeof step === 'string' ? (this.#shownAs.get(step) ?? step) : step));
  }

  /** The selections below a key; undefined if nothing has that key. */
  #below(sets: readonly SelectionSetNode[], key: string): SelectionSetNode[] | undefined {
    let found: SelectionSetNode[] | undefined;
    for (const selection of sets.flatMap((set) => set.selections)) {
      if (selection.kind === Kind.FIELD) {
        if (keyOf(selection) === key)
          found = [...(found ?? []), ...(selection.selectionSet ? [selection.selectionSet] : [])];
        continue;
      }
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value)!;
      const below = this.#below([inner.selectionSet], key);
      if (below) found = [...(found ?? []), ...below];
    }
    return found;
  }
}
