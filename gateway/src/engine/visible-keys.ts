import { Kind, type SelectionSetNode } from 'graphql';
import type { AnswerPath } from './paths.js';
import { keyOf } from './response-keys.js';
import type { Fragments } from './selection.js';

/** The response keys of a client's operation. What the gateway fetched beside them has no place in the answer. */
export class VisibleKeys {
  readonly #root: readonly SelectionSetNode[];
  readonly #fragments: Fragments;

  constructor(set: SelectionSetNode, fragments: Fragments) {
    this.#root = [set];
    this.#fragments = fragments;
  }

  /** The part of the path that the answer has. */
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
    return path.slice(0, length);
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
