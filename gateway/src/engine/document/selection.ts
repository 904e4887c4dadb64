import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../../record.js';
import { isIncluded } from './conditions.js';
import { keyOf } from './response-keys.js';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Collects what an operation selects on a type, for one answer to each of its @skip and @include. */
export class Selection {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Fragments,
    readonly variables: Data,
  ) {}

  /** Response key → the fields that share it, in the order of the answer. */
  fieldsOf(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    fields = new Map<string, FieldNode[]>(),
  ): Map<string, FieldNode[]> {
    for (const set of sets) {
      for (const selection of set.selections) {
        if (!isIncluded(selection.directives, this.variables)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = keyOf(selection);
          const same = fields.get(key);
          if (same) same.push(selection);
          else fields.set(key, [selection]);
          continue;
        }
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value)! : selection;
        if (this.#admits(fragment.typeCondition?.name.value, type))
          this.fieldsOf(type, [fragment.selectionSet], fields);
      }
    }
    return fields;
  }

  #admits(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.schema.getType(condition);
    return isAbstractType(wanted) && !isUnionType(type) && this.schema.isSubType(wanted, type);
  }
}
