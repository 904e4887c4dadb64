import { Kind, parse, type SelectionSetNode } from 'graphql';

/** Parses the field set of a @key, @requires or @provides, with or without its outer braces. */
export function parseFieldSet(text: string): SelectionSetNode {
  const body = text.trim().startsWith('{') ? text : `{ ${text} }`;
  const [definition] = parse(body, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" is not a field set.`);
  return definition.selectionSet;
}
