import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../../record.js';
import { type CollectedField, collectFields, type Fragments } from './collect-fields.js';
import { isIncluded } from './conditions.js';

/** The fields that an operation selects on a type, for one set of values of its @skip and @include variables. */
export class SelectedFields {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Fragments,
    readonly variables: Data,
  ) {}

  /** Response key → the fields with that key, in the order of the response. */
  on(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Map<string, CollectedField[]> {
    return collectFields(sets, this.fragments, {
      includes: ({ directives }) => isIncluded(directives, this.variables),
      admitsType: (condition) => this.#admits(condition, type),
    });
  }

  #admits(condition: string, type: GraphQLCompositeType): boolean {
    if (condition === type.name) return true;
    const abstractType = this.schema.getType(condition);
    return isAbstractType(abstractType) && !isUnionType(type) && this.schema.isSubType(abstractType, type);
  }
}
