import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parseType,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { contextVariable } from '../graph/context-variable.js';
import type { ContextArgument } from '../graph/graph-type.js';
import type { EntitySlot, FetchPlan } from '../plan.js';
import type { Fetch } from '../search/fetch.js';
import { type EntityGroup, entityGroups } from './entity-group.js';
import { operationText } from './operation-text.js';
import { type Aliases, separateOverlaps } from './overlaps.js';
import { type Representing, requiredOf } from './representation.js';
import { selectionSetOf } from './selection-nodes.js';

export interface Emitting extends Representing {
  readonly aliases: Aliases;
  /** The client's. */
  readonly operation: OperationDefinitionNode;
}

/** The fetch as the engine runs it. */
export function fetchPlan(fetch: Fetch, emitting: Emitting): FetchPlan {
  const { root, slots } = fetch;
  if (root) {
    const rewrites = separateOverlaps(root, emitting.aliases);
    const kind = fetch.place ? 'query' : emitting.operation.operation === 'mutation' ? 'mutation' : 'query';
    const made = planFor(fetch, kind, selectionSetOf(root), [], emitting);
    return { ...made, outputRewrites: rewrites, ...(fetch.place && { paths: [fetch.place.path] }) };
  }
  const groups = entityGroups([...slots.values()], emitting, emitting.aliases);
  const fields = groups.map((group, i) => entitiesField(group, nameOf(i, groups.length)));
  const made = planFor(fetch, 'query', { kind: Kind.SELECTION_SET, selections: fields }, groups, emitting);
  return { ...made, entities: groups.map((group, i) => slotOf(group, nameOf(i, groups.length), emitting)) };
}

interface Names {
  readonly responseKey: string;
  readonly variable: string;
}

const nameOf = (index: number, count: number): Names =>
  count === 1
    ? { responseKey: '_entities', variable: 'representations' }
    : { responseKey: `_e${index}`, variable: `representations_${index}` };

function planFor(
  { graph }: Fetch,
  kind: 'query' | 'mutation',
  selectionSet: SelectionSetNode,
  groups: readonly EntityGroup[],
  emitting: Emitting,
): FetchPlan {
  const declared = emitting.operation.variableDefinitions ?? [];
  const used = declared.length ? variablesOf(selectionSet) : undefined;
  const own = declared.filter(({ variable }) => used?.has(variable.name.value));
  const definitions = [
    ...groups.map((_, i) => representationsVariable(nameOf(i, groups.length).variable)),
    ...groups.flatMap(({ contexts }) => contexts.map(({ argument }) => contextDefinition(argument))),
    ...own.map((it) => ({ ...it, directives: [], description: undefined })),
  ];
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: kind as OperationTypeNode,
        variableDefinitions: definitions,
        selectionSet,
      },
    ],
  };
  return {
    kind: 'fetch',
    service: emitting.graph.names.get(graph) ?? graph,
    operationKind: kind,
    operation: operationText(document),
    document,
    variables: own.map(({ variable }) => variable.name.value),
    entities: [],
    outputRewrites: [],
  };
}

function variablesOf(set: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(set, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function entitiesField({ set }: EntityGroup, { responseKey, variable }: Names): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: '_entities' },
    alias: responseKey === '_entities' ? undefined : { kind: Kind.NAME, value: responseKey },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'representations' },
        value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
      },
    ],
    selectionSet: set,
  };
}

const anyList = parseType('[_Any!]!', { noLocation: true });

const representationsVariable = (name: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
  type: anyList,
});

const contextDefinition = (argument: ContextArgument): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: contextVariable(argument) } },
  type: parseType(argument.type, { noLocation: true }),
});

function slotOf(group: EntityGroup, { responseKey, variable }: Names, emitting: Emitting): EntitySlot {
  const { paths, requires, inputRewrites, outputRewrites, contexts } = group;
  const slot = { responseKey, variable, paths, requires, inputRewrites, outputRewrites };
  if (!contexts.length) return slot;
  return {
    ...slot,
    contexts: contexts.map(({ argument, place }) => ({
      name: contextVariable(argument),
      depth: place.path.length,
      selection: requiredOf(argument.selection, place.reach.type.name, emitting),
    })),
  };
}
