import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';
import { type Data, own } from '../record.js';
import type { CostDirectives, ListSize } from './list-sizes.js';
import type { Fragments } from './measures.js';

/** Arguments that give the size of a page, which is the size of the lists in `pageLists`. */
const pageArguments = ['first', 'last'];
const pageLists = ['nodes', 'edges'];
const MUTATION = 10;
/** Cost of a scalar or an enum; an object costs 1. */
const LEAF_COST = 0.1;

/** Field name → the size that the field around it gives to its list. */
type SizesBelow = ReadonlyMap<string, number>;
const noSizes: SizesBelow = new Map();

/** Estimates the objects and leaves that an operation may return, from its page sizes and from `@listSize`. */
export class CostModel {
  readonly #schema: GraphQLSchema;
  readonly #directives: CostDirectives;
  readonly #assumed: number;
  readonly #leafCost: number;

  /** @param assumed the size of a list for which neither the operation nor `@listSize` gives one */
  constructor(schema: GraphQLSchema, directives: CostDirectives, assumed: number, leafCost = LEAF_COST) {
    this.#schema = schema;
    this.#directives = directives;
    this.#assumed = assumed;
    this.#leafCost = leafCost;
  }

  /** Returns the cost. Fields that the schema does not have cost 0: validation refuses them. */
  of(operation: OperationDefinitionNode, fragments: Fragments, variables: Data): number {
    const root = this.#schema.getRootType(operation.operation);
    if (!root) return 0;
    const values = { ...defaultsOf(operation), ...variables };
    const estimate = new Estimate(
      this.#schema,
      this.#directives,
      { listSize: this.#assumed, leafCost: this.#leafCost },
      fragments,
      values,
    );
    return (
      estimate.selection(operation.selectionSet, root, noSizes) + (operation.operation === 'mutation' ? MUTATION : 0)
    );
  }
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Data {
  const defaults = variableDefinitions.map(({ variable, defaultValue }) => [
    variable.name.value,
    defaultValue && valueFromASTUntyped(defaultValue),
  ]);
  return Object.fromEntries(defaults);
}

class Estimate {
  constructor(
    readonly schema: GraphQLSchema,
    readonly directives: CostDirectives,
    readonly assumed: { readonly listSize: number; readonly leafCost: number },
    readonly fragments: Fragments,
    readonly variables: Data,
  ) {}

  selection({ selections }: SelectionSetNode, type: GraphQLCompositeType, sizes: SizesBelow): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        cost += this.#field(selection, type, sizes);
        continue;
      }
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (!inner) continue;
      const condition = inner.typeCondition && this.schema.getType(inner.typeCondition.name.value);
      cost += this.selection(inner.selectionSet, isCompositeType(condition) ? condition : type, sizes);
    }
    return cost;
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, sizes: SizesBelow): number {
    const field = fieldOf(parent, node.name.value);
    if (!field) return 0;
    const coordinate = `${parent.name}.${field.name}`;
    const listSizes = this.#sizes(node, field, coordinate);
    const below = node.selectionSet;
    const type = getNamedType(field.type);
    const each = this.#weight(coordinate, type.name, isCompositeType(type) ? 1 : this.assumed.leafCost);
    const children = below && isCompositeType(type) ? this.selection(below, type, listSizes.below) : 0;
    const length = sizes.get(field.name) ?? listSizes.own ?? this.#introspected(parent, field) ?? this.assumed.listSize;
    const times = isListType(getNullableType(field.type)) ? length : 1;
    return times * (each + children) + this.#ofArguments(node, coordinate);
  }

  #weight(coordinate: string, type: string, otherwise: number): number {
    return this.directives.weights.get(coordinate) ?? this.directives.weights.get(type) ?? otherwise;
  }

  #ofArguments({ arguments: given = [] }: FieldNode, coordinate: string): number {
    if (this.directives.weights.size === 0) return 0;
    const weights = given.map(({ name }) => this.directives.weights.get(`${coordinate}(${name.value}:)`) ?? 0);
    return weights.reduce((sum, weight) => sum + weight, 0);
  }

  #sizes(node: FieldNode, field: GraphQLField<unknown, unknown>, coordinate: string) {
    const { assumed, slicing, sized }: ListSize = this.directives.sizes.get(coordinate) ?? {
      slicing: pageArguments,
      sized: isListType(getNullableType(field.type)) ? [] : pageLists,
    };
    const given = slicing.flatMap((name) => this.#argument(node, field, name) ?? []);
    const size = given.length ? Math.max(...given) : assumed;
    if (size === undefined) return { below: noSizes };
    return sized.length ? { below: new Map(sized.map((name) => [name, size])) } : { own: size, below: noSizes };
  }

  /** The value of a size argument; its default if the operation does not give one. */
  #argument(node: FieldNode, field: GraphQLField<unknown, unknown>, name: string): number | undefined {
    const argument = node.arguments?.find((each) => each.name.value === name);
    const value = argument ? this.#valueOf(argument) : undefined;
    const size = value ?? field.args.find((each) => each.name === name)?.defaultValue;
    return typeof size === 'number' ? Math.max(0, size) : undefined;
  }

  #valueOf({ value }: ArgumentNode): number | undefined {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    const given = own(this.variables, value.name.value);
    return typeof given === 'number' ? given : undefined;
  }

  /** The sizes of introspection lists, which are known from the schema. */
  #introspected(parent: GraphQLCompositeType, { name }: GraphQLField<unknown, unknown>): number | undefined {
    if (!parent.name.startsWith('__')) return undefined;
    return name === 'types' ? Object.keys(this.schema.getTypeMap()).length : introspectedSizes[name];
  }
}

const introspectedSizes: Record<string, number> = {
  fields: 8,
  args: 2,
  inputFields: 2,
  interfaces: 1,
  possibleTypes: 1,
};

function fieldOf(parent: GraphQLCompositeType, name: string) {
  if (name === '__schema') return SchemaMetaFieldDef;
  if (name === '__type') return TypeMetaFieldDef;
  return 'getFields' in parent ? parent.getFields()[name] : undefined;
}
