import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLType,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isRecord, own } from '../../record.js';
import { keyOf } from '../document/response-keys.js';
import type { Fragments } from '../document/selection.js';
import { invalid, type LeafCheck, leafCheck } from '../supergraph/leaf.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { type Check, checkFields, checkList, type FieldCheck, type Walk } from './response-walk.js';

interface Asked {
  readonly field: FieldNode;
  /** The type that the innermost fragment around it is on. */
  readonly on: string | undefined;
  /** Objects of this type have it for sure. */
  readonly sure: boolean;
}

/** Compiles the check of what a subgraph answers to an operation, whose aliases of the planner are `renames`. */
export function compileAnswerCheck(
  document: DocumentNode,
  types: TypeConditions,
  renames: ReadonlyMap<string, string>,
): (data: unknown, walk: Walk) => void {
  const check = new Compiler(document, types, renames).root();
  return (data, walk) => void check(data, 0, walk);
}

class Compiler {
  readonly #fragments: Fragments;
  readonly #root: { readonly set: SelectionSetNode; readonly type: string | undefined };

  constructor(
    { definitions }: DocumentNode,
    readonly types: TypeConditions,
    readonly renames: ReadonlyMap<string, string>,
  ) {
    const [root] = definitions.flatMap((it) => (it.kind === Kind.OPERATION_DEFINITION ? [it] : []));
    const fragments = definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [it] : []));
    this.#fragments = new Map(fragments.map((it) => [it.name.value, it]));
    this.#root = { set: root!.selectionSet, type: types.rootOf(root!.operation) };
  }

  root(): Check {
    return this.#object(this.#root.type, [this.#root.set]);
  }

  #object(declared: string | undefined, sets: readonly SelectionSetNode[]): Check {
    const known = new Map<string | undefined, readonly FieldCheck[]>();
    const admitted = declared === undefined ? this.types.all : this.types.admitted(declared);
    const certain = declared !== undefined && !this.types.isAbstract(declared) ? declared : undefined;
    return (value, depth, walk) => {
      if (!isRecord(value)) return 'value';
      const said = own(value, '__typename');
      if (said !== undefined && (typeof said !== 'string' || !admitted.has(said))) return 'type';
      const type = said ?? certain;
      let fields = known.get(type);
      if (!fields) {
        fields = this.#fields(type, declared, sets);
        known.set(type, fields);
      }
      checkFields(fields, value, depth, walk);
      return undefined;
    };
  }

  #fields(type: string | undefined, declared: string | undefined, sets: readonly SelectionSetNode[]): FieldCheck[] {
    const asked = new Map<string, Asked[]>();
    for (const set of sets)
      for (const it of this.#asked(set, type, { on: undefined, sure: true }))
        asked.set(keyOf(it.field), [...(asked.get(keyOf(it.field)) ?? []), it]);
    return [...asked].map(([key, same]) => this.#field(key, same, type ?? same[0]!.on ?? declared));
  }

  #asked(set: SelectionSetNode, type: string | undefined, inside: Omit<Asked, 'field'>): Asked[] {
    const only = set.selections.length === 1;
    return set.selections.flatMap((it): Asked[] => {
      const sure = inside.sure && !it.directives?.length;
      if (it.kind === Kind.FIELD) return [{ field: it, on: inside.on, sure }];
      const { typeCondition, selectionSet } =
        it.kind === Kind.INLINE_FRAGMENT ? it : this.#fragments.get(it.name.value)!;
      const on = typeCondition?.name.value;
      if (on === undefined) return this.#asked(selectionSet, type, { ...inside, sure });
      if (type !== undefined && !this.types.admitted(on).has(type)) return [];
      // What tells no type and is asked as one alone is of that one.
      return this.#asked(selectionSet, type, { on, sure: sure && (type !== undefined || only) });
    });
  }

  #field(key: string, same: readonly Asked[], parent: string | undefined): FieldCheck {
    const name = same[0]!.field.name.value;
    const sets = same.flatMap(({ field }) => field.selectionSet ?? []);
    const type = this.types.typeOf(parent, name) ?? this.types.typeOf(same[0]!.on, name);
    const label = parent === undefined ? name : `${parent}.${name}`;
    return {
      key,
      renamed: this.renames.get(key),
      label,
      // `_entities` is no field of the supergraph.
      check: type ? this.#value(type, sets, label) : sets.length ? checkList(this.#object(undefined, sets)) : anything,
      sure: same.some(({ sure }) => sure),
      nonNull: !!type && isNonNullType(type),
    };
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[], label: string): Check {
    if (isNonNullType(type)) return this.#value(type.ofType, sets, label);
    if (isListType(type)) {
      const nonNull = isNonNullType(type.ofType);
      return checkList(this.#value(type.ofType, sets, label), { label, nonNull });
    }
    return isLeafType(type) ? leaf(leafCheck(type)) : this.#object(getNamedType(type as GraphQLType).name, sets);
  }
}

const anything: Check = () => undefined;

const leaf =
  (check: LeafCheck): Check =>
  (value) =>
    check(value) === invalid ? 'value' : undefined;
