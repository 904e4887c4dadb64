import {
  type FieldNode,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { argumentText } from './argument-text.js';
import type { Moment } from './moment.js';
import { type Assignment, type Collected, type OperationView, setsOf } from './operation-view.js';
import { appliesTo, objectsOf, type SubgraphObject } from './subgraph-types.js';
import type { SubgraphView } from './subgraph-view.js';
import type { SupergraphView } from './supergraph-view.js';
import { type Case, emptyCase, type SymbolicField, SymbolicObject } from './symbolic-object.js';
import type { FieldView } from './type-view.js';
import { violation } from './violation.js';

export interface SelectionContext {
  readonly supergraph: SupergraphView;
  readonly subgraph: SubgraphView;
  readonly operation: OperationView;
  readonly assignment: Assignment;
  readonly at: Moment;
  /** Whether a progressive override is active; undefined: it is not known. */
  readonly isActive: (label: string) => boolean | undefined;
}

/** A field of an object, where the object comes from and what its fetch handed to the subgraph. */
export interface Place {
  /** Field sets of @provides that include this object. */
  readonly provided: readonly SelectionSetNode[];
  readonly path: string;
  /** Checks that the representation of the object has what the field requires; undefined: it has none. */
  readonly required?: (field: FieldView) => void;
  /** Checks the arguments that @fromContext fills. */
  readonly context?: (field: FieldView, node: FieldNode) => void;
}

/** Reads what a fetch selects as the objects that its response may have. */
export class SelectionReader {
  constructor(readonly context: SelectionContext) {}

  /** @throws Violation if the subgraph cannot resolve a field there */
  read(type: string, sets: readonly SelectionSetNode[], place: Place): SymbolicObject {
    const { supergraph, subgraph } = this.context;
    const object = new SymbolicObject([]);
    const groups = Map.groupBy(objectsOf(type, subgraph, supergraph), (it) => this.#signatureOf(it, sets));
    for (const [first, ...others] of groups.values()) {
      const read = this.readObject(first!, sets, place);
      for (const other of others) this.#checkFields(other, this.#collect(other, sets), place);
      const runtime = [first!, ...others].flatMap((it) => [...it.runtime]);
      object.merge(new SymbolicObject([{ ...read, types: new Set(runtime) }]), place.path);
    }
    return object;
  }

  /** The fields of one object type. */
  readObject(object: SubgraphObject, sets: readonly SelectionSetNode[], place: Place): Case {
    const collected = this.#collect(object, sets);
    this.#checkFields(object, collected, place);
    const read = emptyCase(object.runtime);
    for (const [key, nodes] of collected) {
      if (nodes[0]!.name.value === '__typename' && key === '__typename')
        read.names.push({
          abstract: object.type.isInterfaceObject ? object.type.name : undefined,
          at: this.context.at,
        });
      else
        read.fields.set(key, this.#field(object, nodes, { ...place, path: place.path ? `${place.path}.${key}` : key }));
    }
    return read;
  }

  #collect({ type }: SubgraphObject, sets: readonly SelectionSetNode[]): Collected {
    const { operation, subgraph, assignment } = this.context;
    return operation.collect(sets, appliesTo(type.name, subgraph), assignment);
  }

  /** Object types with one signature have equal responses. */
  #signatureOf(object: SubgraphObject, sets: readonly SelectionSetNode[]): string {
    const fields = [...this.#collect(object, sets)].map(([key, nodes]) => {
      const places = nodes.map(({ loc }) => loc?.start).join();
      return `${key} ${places} ${nodes[0]!.selectionSet ? this.#typeOf(object, nodes[0]!) : ''}`;
    });
    return [object.type.isInterfaceObject && object.type.name, ...fields].join('|');
  }

  #field(object: SubgraphObject, nodes: readonly FieldNode[], place: Place): SymbolicField {
    const [first] = nodes;
    const name = first!.name.value;
    const sets = setsOf(nodes);
    const args = argumentText(this.#givenByClient(object, first!), this.#definitionOf(object, name)?.args ?? []);
    const field = { name, args, writtenAt: [this.context.at], used: false };
    if (!sets.length) return field;
    const below = [...providedBelow(object, name, place.provided, this.context), ...provides(object, name)];
    return { ...field, object: this.read(this.#typeOf(object, first!), sets, { provided: below, path: place.path }) };
  }

  #givenByClient({ type }: SubgraphObject, node: FieldNode): NonNullable<FieldNode['arguments']> {
    const context = new Set(type.fields.get(node.name.value)?.contextArguments.map(({ name }) => name));
    return (node.arguments ?? []).filter(({ name }) => !context.has(name.value));
  }

  #definitionOf({ type }: SubgraphObject, field: string) {
    const definition = this.context.subgraph.schema.getType(type.name);
    return isObjectType(definition) || isInterfaceType(definition) ? definition.getFields()[field] : undefined;
  }

  #typeOf(object: SubgraphObject, { name }: FieldNode): string {
    const type = getNamedType(this.#definitionOf(object, name.value)?.type);
    return isCompositeType(type) ? type.name : '';
  }

  #checkFields(object: SubgraphObject, collected: Collected, place: Place): void {
    for (const [first] of collected.values())
      if (!first!.name.value.startsWith('__')) this.#check(object, first!, place);
  }

  #check({ type }: SubgraphObject, node: FieldNode, { provided, path, required, context }: Place): void {
    const { subgraph, supergraph, isActive } = this.context;
    const name = node.name.value;
    const at = `${path ? `${path}: ` : ''}subgraph "${subgraph.name}"`;
    const field = type.fields.get(name);
    if (!field) violation(`${at} has no field ${type.name}.${name}.`);
    if (field.external && !isProvided(type.name, name, provided, supergraph))
      violation(`${at} does not resolve ${type.name}.${name}, which is @external and not provided there.`);
    const active = field.override && isActive(field.override.label);
    if (active !== undefined && active !== field.override!.whenActive)
      violation(
        `${at} does not own ${type.name}.${name} while the label "${field.override!.label}" is ${active ? '' : 'in'}active.`,
      );
    if (field.requires) {
      if (!required) violation(`${at} is sent no representation with what ${type.name}.${name} requires.`);
      required(field);
    }
    if (field.contextArguments.length) {
      if (!context) violation(`${at} is sent no context for the arguments of ${type.name}.${name}.`);
      context(field, node);
    }
  }
}

function provides({ type }: SubgraphObject, field: string): SelectionSetNode[] {
  const set = type.fields.get(field)?.provides;
  return set ? [set] : [];
}

/** What the field sets that include an object include of the object under one of its fields. */
function providedBelow(
  { type }: SubgraphObject,
  field: string,
  provided: readonly SelectionSetNode[],
  { supergraph }: SelectionContext,
): SelectionSetNode[] {
  return fieldsIn(provided, type.name, supergraph).flatMap((it) =>
    it.name.value === field && it.selectionSet ? [it.selectionSet] : [],
  );
}

function isProvided(
  type: string,
  field: string,
  provided: readonly SelectionSetNode[],
  supergraph: SupergraphView,
): boolean {
  return fieldsIn(provided, type, supergraph).some(({ name }) => name.value === field);
}

/** The fields of field sets that apply to a type. */
function fieldsIn(sets: readonly SelectionSetNode[], type: string, supergraph: SupergraphView): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((it): FieldNode[] => {
      if (it.kind === Kind.FIELD) return [it];
      if (it.kind === Kind.FRAGMENT_SPREAD) return [];
      const condition = it.typeCondition?.name.value;
      const applies = condition === undefined || supergraph.admits(condition, type);
      return applies ? fieldsIn([it.selectionSet], type, supergraph) : [];
    }),
  );
}
