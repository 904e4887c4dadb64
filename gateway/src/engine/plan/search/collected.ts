import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { Terrain } from './terrain.js';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Response key → the fields that share it. */
export type Fields = Map<string, FieldNode[]>;

/** What is selected on objects of an abstract type. */
export interface Collected {
  /** On every object. */
  readonly common: Fields;
  /** On objects of some runtime types. */
  readonly narrowed: readonly { readonly condition: string; readonly set: SelectionSetNode }[];
  /** Whether a field of all objects stands under a condition all the same: who reads it has to know the runtime type. */
  readonly isConditional: boolean;
}

/** Names the response key of a field: what the client calls it, or what the planner calls a field of its own. */
export type KeyOf = (node: FieldNode) => string;

/** The fields selected on objects of one runtime type: `CollectFields` of the GraphQL specification. */
export function fieldsOn(
  type: string,
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  terrain: Terrain,
  keyOf: KeyOf,
  fields: Fields = new Map(),
): Fields {
  for (const { selections } of sets)
    for (const it of selections) {
      if (it.kind === Kind.FIELD) {
        addField(fields, keyOf, it);
        continue;
      }
      const { typeCondition, selectionSet } = it.kind === Kind.INLINE_FRAGMENT ? it : fragments.get(it.name.value)!;
      if (terrain.admits(typeCondition?.name.value, type))
        fieldsOn(type, [selectionSet], fragments, terrain, keyOf, fields);
    }
  return fields;
}

/** Objects of an abstract type. */
export interface Objects {
  readonly name: string;
  /** The runtime types that they may have. */
  readonly types: ReadonlySet<string>;
  /** Whether they are, somewhere, interface objects, which do not know their runtime type. */
  readonly areNameless: boolean;
}

/** What is selected on objects of an abstract type: the fields of all of them, and the fragments that are for some. */
export function collected(
  { name, types, areNameless }: Objects,
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  terrain: Terrain,
  keyOf: KeyOf,
): Collected {
  const common: Fields = new Map();
  const narrowed: { condition: string; set: SelectionSetNode }[] = [];
  let isConditional = false;
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const it of selections) {
      if (it.kind === Kind.FIELD) {
        addField(common, keyOf, it);
        continue;
      }
      const { typeCondition, selectionSet } = it.kind === Kind.INLINE_FRAGMENT ? it : fragments.get(it.name.value)!;
      const condition = typeCondition?.name.value;
      const isOfAll = condition === undefined || terrain.isOrImplements(name, condition);
      if (isOfAll || (!areNameless && [...types].every((type) => terrain.admits(condition, type)))) {
        isConditional ||= !isOfAll;
        visit(selectionSet);
      } else narrowed.push({ condition, set: selectionSet });
    }
  };
  for (const set of sets) visit(set);
  return { common, narrowed, isConditional };
}

/** A runtime type is always fetched under its own name, by which the engine finds it. */
function addField(fields: Fields, keyOf: KeyOf, node: FieldNode): void {
  const key = node.name.value === '__typename' ? '__typename' : keyOf(node);
  const same = fields.get(key);
  if (same) same.push(node);
  else fields.set(key, [node]);
}

export const setsOf = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
