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

/** A page's size is asked for by these, and is that of the page's lists. */
const pageArguments = ['first', 'last'];
const pageLists = ['nodes', 'edges'];
const MUTATION = 10;

/** Sizes that the answer of a field gives to the lists within it. */
type SizesBelow = ReadonlyMap<string, number>;
const noSizes: SizesBelow = new Map();

/** Estimates the objects that an operation may answer: by the sizes that it asks for, or those that schemas name. */
export class CostModel {
  readonly #schema: GraphQLSchema;
  readonly #directives: CostDirectives;
  readonly #assumed: number;

  /** @param assumed what is taken for the length of a list of which nobody says anything */
  constructor(schema: GraphQLSchema, directives: CostDirectives, assumed: number) {
    this.#schema = schema;
    this.#directives = directives;
    this.#assumed = assumed;
  }

  /** Fields that the schema does not have cost nothing: validation refuses them. */
  of(operation: OperationDefinitionNode, fragments: Fragments, variables: Data): number {
    const root = this.#schema.getRootType(operation.operation);
    if (!root) return 0;
    const values = { ...defaultsOf(operation), ...variables };
    const estimate = new Estimate(this.#schema, this.#directives, this.#assumed, fragments, values);
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
    readonly assumed: number,
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
    const asked = this.#sizes(node, field, coordinate);
    const below = node.selectionSet;
    const type = getNamedType(field.type);
    const each = this.#weight(coordinate, type.name, isCompositeType(type) ? 1 : 0);
    const children = below && isCompositeType(type) ? this.selection(below, type, asked.below) : 0;
    const length = sizes.get(field.name) ?? asked.own ?? this.#introspected(parent, field) ?? this.assumed;
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
    const given = slicing.flatMap((name) => this.#asked(node, field, name) ?? []);
    const size = given.length ? Math.max(...given) : assumed;
    if (size === undefined) return { below: noSizes };
    return sized.length ? { below: new Map(sized.map((name) => [name, size])) } : { own: size, below: noSizes };
  }

  #asked(node: FieldNode, field: GraphQLField<unknown, unknown>, name: string): number | undefined {
    const argument = node.arguments?.find((each) => each.name.value === name);
    const value = argument ? this.#valueOf(argument) : undefined;
    const asked = value ?? field.args.find((each) => each.name === name)?.defaultValue;
    return typeof asked === 'number' ? Math.max(0, asked) : undefined;
  }

  #valueOf({ value }: ArgumentNode): number | undefined {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    const given = own(this.variables, value.name.value);
    return typeof given === 'number' ? given : undefined;
  }

  /** The gateway knows how long the lists of its own schema are, and need not assume. */
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
