import type { SelectionSetNode } from 'graphql';
import { collectFields, type Fragments, fragmentsOf, rootSets, selectionSetsOf } from '../document/collect-fields.js';
import type { PreparedDocument } from '../document/prepare.js';
import type { ResponsePath } from '../fault/response-path.js';

/** The paths that a client's operation has. Fields that only the plan fetched are not in the client's response. */
export class ClientPaths {
  readonly #root: readonly SelectionSetNode[];
  readonly #fragments: Fragments;
  readonly #clientKeys: ReadonlyMap<string, string>;

  constructor({ document, clientKeys }: Pick<PreparedDocument, 'document' | 'clientKeys'>) {
    this.#root = rootSets(document);
    this.#fragments = fragmentsOf(document);
    this.#clientKeys = clientKeys;
  }

  /** Returns the longest prefix of the path that is in the client's response, with the client's response keys. */
  truncate(path: ResponsePath): ResponsePath {
    let sets = this.#root;
    let length = 0;
    for (const step of path) {
      if (typeof step === 'string') {
        const fields = collectFields(sets, this.#fragments).get(step);
        if (!fields) break;
        sets = selectionSetsOf(fields);
      }
      length++;
    }
    return path
      .slice(0, length)
      .map((step) => (typeof step === 'string' ? (this.#clientKeys.get(step) ?? step) : step));
  }
}
