import type { SelectionSetNode } from 'graphql';
import type { GraphField, GraphType } from '../graph/graph-type.js';

/** An object as one subgraph has it: by which type, and with which fields that the way to it provides (`@provides`). */
export interface Position {
  readonly id: string;
  readonly graph: string;
  readonly type: GraphType;
  readonly provided: readonly SelectionSetNode[];
}

/** An interface object has the name of the interface in place of a runtime type. */
export const namesRuntimeType = ({ type }: Position): boolean => type.kind !== 'interfaceObject';

/** Under progressive `@override` the label decides which of two subgraphs resolves a field. */
export function isOwner({ label }: GraphField, labels: ReadonlySet<string>): boolean {
  return !label || labels.has(label.name) === label.whenActive;
}
