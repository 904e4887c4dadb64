import { type ArgumentNode, type DirectiveNode, type FieldNode, Kind } from 'graphql';
import { contextVariable } from '../graph/context-variable.js';
import type { ContextArgument, GraphField, GraphType } from '../graph/graph-type.js';

export interface SelectedField {
  readonly key: string;
  readonly name: string;
  readonly field: GraphField;
  readonly args: readonly ArgumentNode[];
  readonly directives: readonly DirectiveNode[];
  /** Of a field with objects. */
  readonly below?: Selection;
}

/** The selection of one fetch on one object, while it is put together. */
export class Selection {
  readonly fields = new Map<string, SelectedField>();
  /** Runtime type → what is selected on objects of that type alone. */
  readonly fragments = new Map<string, Selection>();

  constructor(readonly type: GraphType) {}

  add(key: string, nodes: readonly FieldNode[], field: GraphField): void {
    if (!this.fields.has(key)) this.fields.set(key, selected(key, nodes, field, undefined));
  }

  /** The selection below a field, which is added if it is not there. */
  below(key: string, nodes: readonly FieldNode[], field: GraphField, type: GraphType): Selection {
    const known = this.fields.get(key)?.below;
    if (known) return known;
    const below = new Selection(type);
    this.fields.set(key, selected(key, nodes, field, below));
    return below;
  }

  /** The selection on objects of one runtime type. */
  on(type: GraphType): Selection {
    if (type.name === this.type.name) return this;
    let fragment = this.fragments.get(type.name);
    if (!fragment) {
      fragment = new Selection(type);
      this.fragments.set(type.name, fragment);
    }
    return fragment;
  }

  /** Puts the fields in the order of keys: root fields of a mutation run in the order in which they are sent. */
  order(keys: readonly string[]): void {
    const ordered = [...this.fields].sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b));
    this.fields.clear();
    for (const [key, field] of ordered) this.fields.set(key, field);
  }

  get isEmpty(): boolean {
    return !this.fields.size && [...this.fragments.values()].every((it) => it.isEmpty);
  }
}

const contextArgument = (argument: ContextArgument): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: argument.name },
  value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: contextVariable(argument) } },
});

function selected(
  key: string,
  nodes: readonly FieldNode[],
  field: GraphField,
  below: Selection | undefined,
): SelectedField {
  const [node] = nodes;
  return {
    key,
    name: node!.name.value,
    field,
    args: [...(node!.arguments ?? []), ...field.contexts.map(contextArgument)],
    directives: node!.directives ?? [],
    below,
  };
}
