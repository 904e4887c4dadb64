import {
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { argumentText } from './argument-text.js';
import { type Candidates, candidatesOf, guaranteedTypes } from './candidates.js';
import { end } from './moment.js';
import type { Names } from './name-set.js';
import { type Assignment, type Collected, type OperationView, setsOf } from './operation-view.js';
import type { SubgraphView } from './subgraph-view.js';
import type { SupergraphView } from './supergraph-view.js';
import { type Case, nameAt, requestOf, type SymbolicObject } from './symbolic-object.js';
import { violation } from './violation.js';

interface Place {
  /** The type of the field that leads here. */
  readonly declared: string;
  readonly sets: readonly SelectionSetNode[];
  readonly path: string;
  readonly from: Candidates;
  /** Undefined: every runtime type is. */
  readonly guaranteed?: Names;
}

/** Checks that every field of the client's operation was fetched, on every runtime type that an object may have. */
export class Coverage {
  constructor(
    readonly supergraph: SupergraphView,
    readonly subgraphs: readonly SubgraphView[],
    readonly client: OperationView,
    readonly assignment: Assignment,
  ) {}

  /** @throws Violation */
  check(root: SymbolicObject): void {
    const { node } = this.client;
    const type = this.supergraph.schema.getRootType(node.operation)!;
    const from = new Set(this.subgraphs);
    this.#object(root, { declared: type.name, sets: [node.selectionSet], path: '', from });
  }

  #object(object: SymbolicObject, place: Place): void {
    for (const each of object.cases) {
      const types = [...each.types].filter(
        (type) => !this.supergraph.isHidden(type) && place.guaranteed?.has(type) !== false,
      );
      for (const group of Map.groupBy(types, (it) => this.#signatureOf(it, place.sets)).values())
        this.#case(each, group, place);
      for (const type of types) this.#checkName(each, type, place);
    }
  }

  /** @param types runtime types of which the client requests the same */
  #case(each: Case, types: readonly string[], { declared, sets, path, from }: Place): void {
    const type = types[0]!;
    for (const [key, nodes] of this.#collect(type, sets)) {
      const [node] = nodes;
      const name = node!.name.value;
      if (name.startsWith('__')) continue;
      const at = path ? `${path}.${key}` : key;
      const definition = this.#typeNamed(type).getFields()[name]!;
      const wanted = { name, args: argumentText(node!.arguments ?? [], definition.args) };
      const field = each.fields.get(key);
      if (!field) violation(`No fetch has ${at} (${type}.${name})${type === declared ? '' : ` of a ${declared}`}.`);
      if (field.name !== name || field.args !== wanted.args)
        violation(`The client requests ${requestOf(wanted)} as ${at}, the plan fetches ${requestOf(field)}.`);
      field.used = true;
      const below = getNamedType(definition.type);
      if (!isCompositeType(below) || !field.object) continue;
      const candidates = candidatesOf(from, types, name, this.subgraphs, this.supergraph);
      const guaranteed = guaranteedTypes(candidates, types, name, this.supergraph);
      this.#object(field.object, {
        declared: below.name,
        sets: setsOf(nodes),
        path: at,
        from: candidates,
        guaranteed,
      });
    }
  }

  /** An object is shown as its runtime type if it has a `__typename`; otherwise as the interface that the field declares. */
  #checkName(each: Case, type: string, { declared, sets, path }: Place): void {
    const name = nameAt(each, end);
    if (!this.supergraph.isAbstract(declared) || name === 'runtime') return;
    if (name !== 'unknown' && name.abstract !== declared)
      violation(`${path} is a ${declared}, and no fetch has more than the name ${name.abstract} of it.`);
    const isNamed = [...this.#collect(type, sets).values()].some(([node]) => node!.name.value === '__typename');
    if (isNamed || this.#signatureOf(type, sets) !== this.#signatureOf(declared, sets))
      violation(`No fetch has ${path}.__typename, which tells a ${type} from other types of ${declared}.`);
  }

  #collect(type: string, sets: readonly SelectionSetNode[]): Collected {
    return this.client.collect(sets, (condition) => this.#applies(condition, type), this.assignment);
  }

  #applies(condition: string, type: string): boolean {
    if (condition === type) return true;
    const { schema } = this.supergraph;
    const [wanted, given] = [schema.getType(condition), schema.getType(type)];
    return isAbstractType(wanted) && (isObjectType(given) || isInterfaceType(given)) && schema.isSubType(wanted, given);
  }

  #signatureOf(type: string, sets: readonly SelectionSetNode[]): string {
    return [...this.#collect(type, sets)]
      .map(([key, nodes]) => `${key} ${nodes.map((it) => this.#idOf(it)).join()}`)
      .join('|');
  }

  readonly #ids = new WeakMap<object, number>();
  #count = 0;

  #idOf(node: object): number {
    const id = this.#ids.get(node) ?? this.#count++;
    this.#ids.set(node, id);
    return id;
  }

  #typeNamed(name: string): GraphQLObjectType {
    return this.supergraph.schema.getType(name) as GraphQLObjectType;
  }
}
