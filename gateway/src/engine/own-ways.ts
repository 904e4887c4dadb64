import { type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';
import { membersOf } from './interface-objects.js';
import { argumentOf } from './join.js';

/** Whether a subgraph leads, by its own fields, from an object of the type to another of it. */
export function leadsToItself(document: DocumentNode, graph: string, type: string): boolean {
  const members = membersOf(document);
  const next = new Map<string, string[]>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const fields = node.fields?.filter((field) => isIn(graph, field)) ?? [];
    const named = fields.map((field) => nameOf(field.type));
    next.set(node.name.value, [...named, ...named.flatMap((name) => [...(members.get(name) ?? [])])]);
  }
  const met = new Set(next.get(type));
  for (const name of met) for (const other of next.get(name) ?? []) met.add(other);
  return met.has(type);
}

function isIn(graph: string, { directives = [] }: FieldDefinitionNode): boolean {
  const owners = directives.filter(({ name }) => name.value === 'join__field');
  return !owners.length || owners.some((owner) => isNamed(graph, argumentOf(owner, 'graph')));
}

const isNamed = (graph: string, value: ReturnType<typeof argumentOf>): boolean =>
  value === undefined || (value.kind === Kind.ENUM && value.value === graph);

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));
