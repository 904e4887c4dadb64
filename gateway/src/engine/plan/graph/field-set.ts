import { Kind, parse, type SelectionSetNode } from 'graphql';

/** Parses the text of a field set, such as `id owner { id }` of a @key. */
export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is not a field set.`);
  return operation.selectionSet;
}
