import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLType,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from 'graphql';
import { isRecord, own } from '../../record.js';
import {
  type CollectedField,
  collectFields,
  type Fragments,
  fragmentsOf,
  selectionSetsOf,
} from '../document/collect-fields.js';
import { operationOf } from '../document/selected-operation.js';
import { invalid, type LeafCheck, leafCheck } from '../supergraph/leaf.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { type Check, checkFields, checkList, type FieldCheck, type ResponseWalk } from './response-walk.js';

/**
 * Compiles the check of a subgraph's response.
 * @param operation the operation that the subgraph got
 * @param renames aliases of the operation → response keys of the client's operation
 */
export function compileResponseCheck(
  operation: DocumentNode,
  types: TypeConditions,
  renames: ReadonlyMap<string, string>,
): (data: unknown, walk: ResponseWalk) => void {
  const compiler = new Compiler(fragmentsOf(operation), types, renames);
  const { operation: kind, selectionSet } = operationOf(operation);
  const check = compiler.object(types.rootOf(kind), [selectionSet]);
  return (data, walk) => void check(data, 0, walk);
}

class Compiler {
  constructor(
    readonly fragments: Fragments,
    readonly types: TypeConditions,
    readonly renames: ReadonlyMap<string, string>,
  ) {}

  /** @param declared the type of the object's field; undefined below `_entities` */
  object(declared: string | undefined, sets: readonly SelectionSetNode[]): Check {
    const fieldsByType = new Map<string | undefined, readonly FieldCheck[]>();
    const admitted = declared === undefined ? this.types.all : this.types.admitted(declared);
    const onlyType = declared !== undefined && !this.types.isAbstract(declared) ? declared : undefined;
    return (value, depth, walk) => {
      if (!isRecord(value)) return 'value';
      const typename = own(value, '__typename');
      if (typename !== undefined && (typeof typename !== 'string' || !admitted.has(typename))) return 'type';
      const type = typename ?? onlyType;
      let fields = fieldsByType.get(type);
      if (!fields) {
        fields = this.#fields(type, declared, sets);
        fieldsByType.set(type, fields);
      }
      checkFields(fields, value, depth, walk);
      return undefined;
    };
  }

  #fields(type: string | undefined, declared: string | undefined, sets: readonly SelectionSetNode[]): FieldCheck[] {
    const admitsType = (condition: string) => type === undefined || this.types.admitted(condition).has(type);
    const fields = collectFields(sets, this.fragments, { admitsType });
    return [...fields].map(([key, sameKey]) => {
      const parent = type ?? innermostType(sameKey[0]!) ?? declared;
      const isRequired = sameKey.some((field) => isUnconditional(field, type));
      return this.#field(key, sameKey, parent, isRequired);
    });
  }

  #field(key: string, sameKey: readonly CollectedField[], parent: string | undefined, isRequired: boolean): FieldCheck {
    const name = sameKey[0]!.node.name.value;
    const sets = selectionSetsOf(sameKey);
    const type = this.types.typeOf(parent, name) ?? this.types.typeOf(innermostType(sameKey[0]!), name);
    const coordinate = parent === undefined ? name : `${parent}.${name}`;
    return {
      key,
      renamed: this.renames.get(key),
      coordinate,
      check: type ? this.#value(type, sets, coordinate) : this.#entities(sets),
      isRequired,
      nonNull: !!type && isNonNullType(type),
    };
  }

  /** `_entities` is not a field of the supergraph; nor is `__typename`, which has no selection set. */
  #entities(sets: readonly SelectionSetNode[]): Check {
    return sets.length ? checkList(this.object(undefined, sets)) : () => undefined;
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], coordinate: string): Check {
    if (isNonNullType(type)) return this.#value(type.ofType, sets, coordinate);
    if (isListType(type)) {
      const nonNull = isNonNullType(type.ofType);
      return checkList(this.#value(type.ofType, sets, coordinate), { coordinate, nonNull });
    }
    return isLeafType(type) ? leaf(leafCheck(type)) : this.object(getNamedType(type as GraphQLType).name, sets);
  }
}

/** The type condition of the innermost fragment around a field. */
const innermostType = ({ enclosing }: CollectedField): string | undefined =>
  enclosing.findLast(({ typeCondition }) => typeCondition !== undefined)?.typeCondition;

/**
 * Whether every object has the field. If the object's type is not known, a type condition applies only if its fragment
 * is the only selection: the operation then requests that type alone.
 */
function isUnconditional({ node, enclosing }: CollectedField, type: string | undefined): boolean {
  if (node.directives?.length) return false;
  return enclosing.every(({ typeCondition, hasDirectives, isOnlySelection }) => {
    const applies = typeCondition === undefined || type !== undefined || isOnlySelection;
    return applies && !hasDirectives;
  });
}

const leaf =
  (check: LeafCheck): Check =>
  (value) =>
    check(value) === invalid ? 'value' : undefined;
