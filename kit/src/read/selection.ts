import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * Returns whether the operation selects a field below the resolved one: `selects(info, ['nodes', 'rank'])`. Ignores type
 * conditions, @skip and @include, so it may return true for a field that is not executed.
 */
export function selects(info: GraphQLResolveInfo, path: string[]): boolean {
  return info.fieldNodes.some((node) => within(node.selectionSet, path, info));
}

function within(set: SelectionSetNode | undefined, path: string[], info: GraphQLResolveInfo): boolean {
  const [next, ...rest] = path;
  if (next === undefined) return true;
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === next && enters(selection, rest, info);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    return within(fragment?.selectionSet, path, info);
  });
}

const enters = (node: FieldNode, rest: string[], info: GraphQLResolveInfo) =>
  rest.length === 0 || within(node.selectionSet, rest, info);
