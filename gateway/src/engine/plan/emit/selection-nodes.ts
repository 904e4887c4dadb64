import { type FieldNode, type InlineFragmentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { selectionText } from './operation-text.js';
import type { SelectedField, Selection } from './selection.js';

/** Builds the selection set of a fetch. */
export function selectionSetOf(selection: Selection): SelectionSetNode {
  const own = [...selection.fields.values()].sort(namesFirst).map(fieldNode);
  const fragments = [...selection.fragments].map(([type, it]) => ({ type, nodes: selectionSetOf(it).selections }));
  const common = commonTo(selection, fragments);
  const taken = new Set([...own, ...common].map(selectionText));
  const rest = fragments.flatMap(({ type, nodes }): SelectionNode[] => {
    const left = nodes.filter((node) => !taken.has(selectionText(node)));
    return left.length ? [fragmentNode(type, left)] : [];
  });
  return { kind: Kind.SELECTION_SET, selections: [...own, ...common, ...rest] };
}

const namesFirst = (a: SelectedField, b: SelectedField): number =>
  Number(b.name === '__typename') - Number(a.name === '__typename');

interface Fragment {
  readonly type: string;
  readonly nodes: readonly SelectionNode[];
}

/** What is selected on every runtime type is selected on the interface, if that has it. */
function commonTo({ type, fields }: Selection, fragments: readonly Fragment[]): SelectionNode[] {
  if (type.kind !== 'interface' || !fragments.length || fragments.length < type.possible.size) return [];
  const texts = fragments.map(({ nodes }) => new Set(nodes.map(selectionText)));
  return fragments[0]!.nodes.filter((node) => {
    if (node.kind !== Kind.FIELD || !type.fields.has(node.name.value) || fields.has(keyOf(node))) return false;
    const text = selectionText(node);
    return texts.every((it) => it.has(text));
  });
}

const keyOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;

function fieldNode({ key, name, args, directives, below }: SelectedField): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    alias: key === name ? undefined : { kind: Kind.NAME, value: key },
    arguments: args,
    directives,
    selectionSet: below && selectionSetOf(below),
  };
}

export function fragmentNode(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
