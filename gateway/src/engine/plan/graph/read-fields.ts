import {
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parseType,
  type SelectionSetNode,
} from 'graphql';
import { argumentOf } from '../../supergraph/join.js';
import { namedType } from '../../supergraph/named-type.js';
import { parseFieldSet } from './field-set.js';
import type { ContextArgument, GraphField, OverrideLabel, SuperType } from './graph-type.js';
import { flagOf, graphOf, joins, textOf } from './join-directive.js';

/**
 * The fields that a subgraph has of a type, each read when it is first used. A field without `@join__field` is in every subgraph of its type; one whose
 * `@join__field` names no subgraph comes from an interface object, and is in none by this type.
 */
export class GraphFields {
  readonly #known = new Map<string, GraphField | undefined>();

  constructor(
    readonly graph: string,
    readonly nodes: ReadonlyMap<string, FieldDefinitionNode>,
    readonly isKeyOfExtension: (field: string) => boolean,
  ) {}

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get(name: string): GraphField | undefined {
    if (!this.#known.has(name)) this.#known.set(name, this.#read(name));
    return this.#known.get(name);
  }

  #read(name: string): GraphField | undefined {
    const node = this.nodes.get(name);
    if (!node) return undefined;
    const all = joins(node, 'join__field');
    const own = all.find((it) => graphOf(it) === this.graph);
    if (all.length && !own) return undefined;
    return own ? joinedField(node, own, this.isKeyOfExtension) : plainField(node);
  }
}

function plainField({ name, type }: FieldDefinitionNode): GraphField {
  return { name: name.value, type, named: namedType(type), external: false, contexts: [] };
}

function joinedField(
  node: FieldDefinitionNode,
  join: ConstDirectiveNode,
  isKeyOfExtension: (field: string) => boolean,
): GraphField {
  const name = node.name.value;
  const ownType = textOf(join, 'type');
  const type = ownType === undefined ? node.type : parseType(ownType, { noLocation: true });
  const isExternal = Boolean(flagOf(join, 'external')) && !isKeyOfExtension(name);
  return {
    name,
    type,
    named: namedType(type),
    external: isExternal || Boolean(flagOf(join, 'usedOverridden')),
    requires: setOf(join, 'requires'),
    provides: setOf(join, 'provides'),
    label: labelOf(join),
    contexts: contextsOf(join),
  };
}

const setOf = (join: ConstDirectiveNode, argument: string): SelectionSetNode | undefined => {
  const text = textOf(join, argument);
  return text ? parseFieldSet(text) : undefined;
};

/** `overrideLabel` stands on both owners of a field; the one that overrides also has `override`. */
function labelOf(join: ConstDirectiveNode): OverrideLabel | undefined {
  const name = textOf(join, 'overrideLabel');
  return name === undefined ? undefined : { name, whenActive: textOf(join, 'override') !== undefined };
}

function contextsOf(join: ConstDirectiveNode): ContextArgument[] {
  const list = argumentOf(join, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value) => (value.kind === Kind.OBJECT ? [contextOf(value as ConstObjectValueNode)] : []));
}

function contextOf({ fields }: ConstObjectValueNode): ContextArgument {
  const text = (name: string): string => {
    const value = fields.find((it) => it.name.value === name)?.value;
    return value?.kind === Kind.STRING ? value.value : '';
  };
  const selection = text('selection').trim();
  return {
    name: text('name'),
    type: text('type'),
    context: text('context'),
    selection: parseFieldSet(selection.startsWith('{') ? selection.slice(1, selection.lastIndexOf('}')) : selection),
  };
}

/**
 * Key fields of a type extension, as `graph Type.field`: Federation 1 has them marked `@external` although the
 * subgraph has their values.
 */
export function extensionKeyFields(
  nodes: ReadonlyMap<string, Pick<ObjectTypeDefinitionNode, 'directives'> & { readonly kind: string }>,
  superType: (name: string) => SuperType | undefined,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (graph: string, type: string, { selections }: SelectionSetNode): void => {
    for (const it of selections) {
      if (it.kind !== Kind.FIELD) continue;
      found.add(`${graph} ${type}.${it.name.value}`);
      const named = superType(type)?.fields.get(it.name.value);
      if (it.selectionSet && named !== undefined) visit(graph, named, it.selectionSet);
    }
  };
  for (const [name, node] of nodes)
    for (const join of joins(node, 'join__type')) {
      const key = flagOf(join, 'extension') ? textOf(join, 'key') : undefined;
      const graph = graphOf(join);
      if (key !== undefined && graph !== undefined) visit(graph, name, parseFieldSet(key));
    }
  return found;
}
