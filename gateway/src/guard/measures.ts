import type { FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { clientError } from '../errors.js';

/** The size of a selection set with its fragments expanded. */
export interface Measure {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const nothing: Measure = { depth: 0, fields: 0, aliases: 0 };

/**
 * Measures selection sets. Each fragment is measured once, not expanded: 30 fragments that each spread the next one twice
 * expand to 2^30 fields.
 */
export class Measures {
  readonly #fragments: Fragments;
  readonly #known = new Map<string, Measure | 'in progress'>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** @throws GraphQLError FRAGMENT_CYCLE */
  of({ selections }: SelectionSetNode): Measure {
    let { depth, fields, aliases } = nothing;
    for (const selection of selections) {
      const one = this.#ofSelection(selection);
      depth = Math.max(depth, one.depth);
      fields += one.fields;
      aliases += one.aliases;
    }
    return { depth, fields, aliases };
  }

  #ofSelection(selection: SelectionNode): Measure {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
    const { alias, selectionSet } = selection;
    const below = selectionSet ? this.of(selectionSet) : nothing;
    return { depth: below.depth + 1, fields: below.fields + 1, aliases: below.aliases + (alias ? 1 : 0) };
  }

  #ofFragment(name: string): Measure {
    const known = this.#known.get(name);
    if (known === 'in progress')
      throw clientError('FRAGMENT_CYCLE', `Fragment "${name}" contains itself. Remove the cycle.`);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return nothing;
    this.#known.set(name, 'in progress');
    const measure = this.of(fragment.selectionSet);
    this.#known.set(name, measure);
    return measure;
  }
}
