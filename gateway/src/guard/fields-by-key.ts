import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from './measures.js';

/** Response key → the fields of selection sets on one object, whatever type conditions their fragments have. */
export type FieldsByKey = ReadonlyMap<string, readonly FieldNode[]>;

export function fieldsByKey(sets: readonly SelectionSetNode[], fragments: Fragments): FieldsByKey {
  const fields = new Map<string, FieldNode[]>();
  for (const set of sets) gather(set, fragments, fields);
  return fields;
}

function gather({ selections }: SelectionSetNode, fragments: Fragments, into: Map<string, FieldNode[]>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const same = into.get(key);
      if (same) same.push(selection);
      else into.set(key, [selection]);
      continue;
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (inner) gather(inner.selectionSet, fragments, into);
  }
}
