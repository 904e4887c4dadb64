import { type FieldNode, isInterfaceType, isObjectType, Kind, type SelectionSetNode } from 'graphql';
import { argumentText } from './argument-text.js';
import type { SupergraphView } from './supergraph-view.js';
import type { Case, SymbolicObject } from './symbolic-object.js';

/** The path of the first field of a field set that an object lacks, or has with other arguments. */
export function missingOf(
  set: SelectionSetNode,
  object: SymbolicObject,
  supergraph: SupergraphView,
): string | undefined {
  for (const each of object.cases)
    for (const selection of set.selections) {
      const missing = missingOfCase(selection, each, supergraph);
      if (missing !== undefined) return missing;
    }
  return undefined;
}

function missingOfCase(
  selection: SelectionSetNode['selections'][number],
  each: Case,
  supergraph: SupergraphView,
): string | undefined {
  if (selection.kind === Kind.FIELD) return missingField(selection, each, supergraph);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return undefined;
  const condition = selection.typeCondition?.name.value;
  if (condition !== undefined && ![...each.types].some((type) => supergraph.admits(condition, type))) return undefined;
  for (const inner of selection.selectionSet.selections) {
    const missing = missingOfCase(inner, each, supergraph);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function missingField(node: FieldNode, each: Case, supergraph: SupergraphView): string | undefined {
  const name = node.name.value;
  if (name === '__typename') return each.names.length ? undefined : name;
  const field = each.fields.get(name);
  if (!field || field.name !== name || field.args !== argumentsOf(node, each, supergraph)) return name;
  if (!node.selectionSet || !field.object) return undefined;
  const below = missingOf(node.selectionSet, field.object, supergraph);
  return below === undefined ? undefined : `${name}.${below}`;
}

function argumentsOf(node: FieldNode, { types }: Case, { schema }: SupergraphView): string {
  for (const name of types) {
    const type = schema.getType(name);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field) return argumentText(node.arguments ?? [], field.args);
  }
  return '';
}
