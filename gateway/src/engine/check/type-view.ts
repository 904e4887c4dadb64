import { type FieldDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from './field-set.js';
import { applicationsIn, applicationsOf, type DirectiveArguments } from './join-directives.js';
import type { CompositeNode } from './supergraph-view.js';

/** A field of a type as one subgraph has it. */
export interface FieldView {
  readonly name: string;
  /** Only fetched from this subgraph where a @provides on the path includes it. */
  readonly external: boolean;
  readonly requires?: SelectionSetNode;
  readonly provides?: SelectionSetNode;
  readonly contextArguments: readonly ContextArgument[];
  /** The label of a progressive @override, and whether this subgraph owns the field while the label is active. */
  readonly override?: { readonly label: string; readonly whenActive: boolean };
}

/** An argument that the gateway fills from an object above the field (@fromContext). */
export interface ContextArgument {
  readonly name: string;
  readonly type: string;
  readonly context: string;
  readonly selection: SelectionSetNode;
}

export interface KeyView {
  readonly text: string;
  readonly fields: SelectionSetNode;
  readonly resolvable: boolean;
}

/** An object type or interface as one subgraph has it. */
export interface TypeView {
  readonly name: string;
  /** An object type here that is an interface elsewhere (@interfaceObject). */
  readonly isInterfaceObject: boolean;
  readonly isInterface: boolean;
  readonly keys: readonly KeyView[];
  readonly fields: ReadonlyMap<string, FieldView>;
}

/** Reads a type of the supergraph as the graph has it. */
export function readType(graph: string, node: CompositeNode): TypeView {
  const joined = applicationsIn(graph, node, 'join__type');
  const isInterfaceObject = joined.some((it) => it.isInterfaceObject === true);
  const fields = (node.fields ?? []).flatMap((it) => readField(graph, it) ?? []);
  return {
    name: node.name.value,
    isInterfaceObject,
    isInterface: node.kind === Kind.INTERFACE_TYPE_DEFINITION && !isInterfaceObject,
    keys: joined.flatMap(readKey),
    fields: new Map(fields.map((field) => [field.name, field])),
  };
}

function readKey({ key, resolvable }: DirectiveArguments): KeyView[] {
  if (typeof key !== 'string') return [];
  return [{ text: key, fields: parseFieldSet(key), resolvable: resolvable !== false }];
}

function readField(graph: string, node: FieldDefinitionNode): FieldView | undefined {
  const name = node.name.value;
  const all = applicationsOf(node, 'join__field');
  if (!all.length) return { name, external: false, contextArguments: [] };
  const [own] = all.filter((it) => it.graph === graph);
  if (!own) return undefined;
  const label = typeof own.overrideLabel === 'string' ? own.overrideLabel : undefined;
  return {
    name,
    external: own.external === true || (own.usedOverridden === true && label === undefined),
    requires: readSet(own.requires),
    provides: readSet(own.provides),
    contextArguments: readContextArguments(own.contextArguments),
    override: label === undefined ? undefined : { label, whenActive: own.override !== undefined },
  };
}

const readSet = (text: unknown): SelectionSetNode | undefined =>
  typeof text === 'string' ? parseFieldSet(text) : undefined;

function readContextArguments(list: unknown): ContextArgument[] {
  if (!Array.isArray(list)) return [];
  return list.map(({ name, type, context, selection }: Record<string, string>) => ({
    name: name!,
    type: type!,
    context: context!,
    selection: parseFieldSet(selection!),
  }));
}
