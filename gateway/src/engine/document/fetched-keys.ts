import type { DocumentNode } from 'graphql';
import { collectFields, fragmentsOf, rootSets, selectionSetsOf } from './collect-fields.js';

/**
 * Returns the response keys of a fetch's operation, after its aliases are renamed to the keys of the client's operation.
 * @param below a root field, such as `_entities`, whose subfields are returned; the root fields if undefined
 */
export function fetchedKeys(
  operation: DocumentNode,
  below: string | undefined,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const fragments = fragmentsOf(operation);
  const root = collectFields(rootSets(operation), fragments);
  const fields = below === undefined ? root : collectFields(selectionSetsOf(root.get(below)), fragments);
  return new Set([...fields.keys()].map((key) => renames.get(key) ?? key));
}
