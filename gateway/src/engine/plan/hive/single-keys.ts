// Where a subgraph knows an entity by several keys and has a field of it that requires another's, the planner asks the
// required field of the subgraph itself on the way from one key to the other; that this makes no sense it notices by a
// panic, which ends the process. So every such field is told of copies of the subgraph that have one key each, and beside
// it nothing else of the entity. And where the subgraph leads from an entity to another of the same type, the planner hands
// over for the second what the first has: from a copy no such way leads.
import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from 'graphql';
import type { Supergraph } from '../../../supergraph.js';
import { graphOf } from '../../supergraph/join.js';
import { type CopiedSupergraph, copied, type GraphCopy, requiringFields, textOf, withGraph } from './graph-copies.js';
import { OwnWays } from './own-ways.js';

interface Copy extends GraphCopy {
  readonly key: string;
}

/** The supergraph in which no field requires another of an entity that its subgraph knows by several keys, or leads to. */
export function singleKeys(supergraph: Supergraph): CopiedSupergraph {
  const copies = new Map<string, Copy>();
  const ways = new OwnWays(supergraph.document);
  for (const { graph, type } of requiringFields(supergraph.document)) {
    const keys = keysOf(supergraph.document, graph, type);
    const isMistaken = keys.length > 1 || ways.leadToItself(graph, type);
    for (const key of isMistaken ? keys : []) {
      const id = `${graph} ${type} ${key}`;
      if (!copies.has(id)) copies.set(id, { graph, type, key, name: `${graph}__K${copies.size}` });
    }
  }
  if (!copies.size) return { supergraph, nameOf: (name) => name };
  return copied<Copy>(supergraph, [...copies.values()], {
    has: ({ key }, field) => fieldsOf(key).has(field),
    keyIn: (copy, key) => (copy.key === key ? key : undefined),
    moved: (directive, own) => own.map(({ name }) => withGraph(directive, name)),
  });
}

/** The fields of the entity that a key is made of. */
function fieldsOf(key: string): ReadonlySet<string> {
  const { definitions } = parse(`{ ${key} }`, { noLocation: true });
  const selections = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : [],
  );
  return new Set(selections.flatMap((it) => (it.kind === Kind.FIELD ? it.name.value : [])));
}

function keysOf({ definitions }: DocumentNode, graph: string, type: string): string[] {
  const directives = definitions.flatMap((node): readonly ConstDirectiveNode[] =>
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) &&
    node.name.value === type
      ? (node.directives ?? [])
      : [],
  );
  const own = directives.filter((it) => it.name.value === 'join__type' && graphOf(it) === graph);
  return own.flatMap((directive) => textOf(directive, 'key') ?? []);
}
