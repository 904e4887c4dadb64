import { type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { graphOf } from '../../supergraph/join.js';
import { namedType } from '../../supergraph/named-type.js';
import { type Members, membersOf } from './interface-objects.js';

/** Type → the types that its fields lead to. */
type Ways = ReadonlyMap<string, readonly string[]>;

/** Where the fields of one subgraph lead, from type to type. */
export class OwnWays {
  readonly #members: Members;
  readonly #ways = new Map<string, Ways>();

  constructor(readonly document: DocumentNode) {
    this.#members = membersOf(document);
  }

  /** Whether the subgraph leads, by its own fields, from an object of the type to another of it. */
  leadToItself(graph: string, type: string): boolean {
    const ways = this.#of(graph);
    const met = new Set(ways.get(type));
    for (const name of met) for (const other of ways.get(name) ?? []) met.add(other);
    return met.has(type);
  }

  #of(graph: string): Ways {
    const known = this.#ways.get(graph);
    if (known) return known;
    const ways = new Map<string, string[]>();
    for (const node of this.document.definitions) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      const fields = node.fields?.filter((field) => isIn(graph, field)) ?? [];
      const named = fields.map((field) => namedType(field.type));
      ways.set(node.name.value, [...named, ...named.flatMap((name) => [...(this.#members.get(name) ?? [])])]);
    }
    this.#ways.set(graph, ways);
    return ways;
  }
}

/** Whether the field is of the subgraph: where no owner is named, it is of all. */
function isIn(graph: string, { directives = [] }: FieldDefinitionNode): boolean {
  const owners = directives.filter(({ name }) => name.value === 'join__field');
  return !owners.length || owners.some((owner) => (graphOf(owner) ?? graph) === graph);
}
