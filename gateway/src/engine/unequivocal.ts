import { type FieldNode, print, type SelectionSetNode } from 'graphql';
import { fieldsOf, keyOf } from './response-keys.js';
import type { Fragments } from './selection.js';

/**
 * Whether each key of the answer, at its path, stands for one field with one set of arguments, whatever the runtime
 * types on the way: then objects that are equal at one path stay equal, whatever is yet fetched for them.
 */
export function isUnequivocal(set: SelectionSetNode, fragments: Fragments): boolean {
  return isOne([set], new Map([...fragments].map(([name, { selectionSet }]) => [name, selectionSet])));
}

function isOne(sets: readonly SelectionSetNode[], fragments: ReadonlyMap<string, SelectionSetNode>): boolean {
  const byKey = Map.groupBy(
    sets.flatMap((set) => fieldsOf(set, fragments)),
    keyOf,
  );
  for (const fields of byKey.values()) {
    if (new Set(fields.map(signatureOf)).size > 1) return false;
    const inner = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (inner.length && !isOne(inner, fragments)) return false;
  }
  return true;
}

const signatureOf = ({ name, arguments: given = [] }: FieldNode): string =>
  `${name.value}(${given.map((argument) => print(argument)).join()})`;
