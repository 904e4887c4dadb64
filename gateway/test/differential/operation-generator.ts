import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
  parse,
  parseValue,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import { Random } from './random.js';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The literals that an argument may be given; none: it is left out. */
export type Literals = (argument: GraphQLArgument, field: string) => readonly string[];

export interface GeneratorOptions {
  readonly literals?: Literals;
  /** How deep objects are selected within each other, 4 by default. */
  readonly depth?: number;
}

const literalsOfTypes: Record<string, readonly string[]> = {
  Int: ['1', '2', '2010'],
  Float: ['0.5', '2'],
  ID: ['"1"', '"2"', '9'],
  String: ['"Place"', '""'],
  Boolean: ['true', 'false'],
};
/** Aliases that are taken again and again: of different fields of different types, or names of other fields. */
const sharedAliases = ['x', 'y', 'id', 'name', 'level', 'size'];

/** A valid operation over the schema; the same one for the same seed. */
export function generateOperation(
  schema: GraphQLSchema,
  seed: number,
  options: GeneratorOptions = {},
): GeneratedOperation {
  const random = new Random(seed);
  for (;;) {
    const generated = new Generator(schema, random, options).generate();
    if (validate(schema, parse(generated.query)).length === 0) return generated;
  }
}

class Generator {
  #aliases = 0;
  readonly #variables: Record<string, unknown> = {};
  readonly #declared = new Map<string, string>();
  readonly #fragments: string[] = [];

  constructor(
    readonly schema: GraphQLSchema,
    readonly random: Random,
    readonly options: GeneratorOptions,
  ) {}

  generate(): GeneratedOperation {
    const mutation = this.schema.getMutationType();
    const root = mutation && this.random.chance(0.1) ? mutation : this.schema.getQueryType()!;
    const body = this.#set(root, this.options.depth ?? 4);
    const declared = [...this.#declared].map(([name, type]) => `$${name}: ${type}`);
    const head = `${root === mutation ? 'mutation' : 'query'}${declared.length ? ` (${declared.join(', ')})` : ''} `;
    return { query: [head + body, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.random.below(3) }, () => this.#selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type) || this.random.chance(0.25)) return this.#fragment(type, depth);
    if (this.random.chance(0.1)) return this.random.chance(0.5) ? '__typename' : `${this.#alias()}: __typename`;
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    return fields.length ? this.#field(this.random.pick(fields), depth) : '__typename';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const args = field.args.flatMap((arg) => this.#argument(arg, field.name));
    const label = args.length || this.random.chance(0.3) ? `${this.#alias()}: ` : '';
    const set = isCompositeType(type) ? this.#set(type, depth - 1) : '';
    return `${label}${field.name}${args.length ? `(${args.join(', ')})` : ''}${this.#conditions()} ${set}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    if (depth < 2) return '__typename';
    const condition = this.random.pick(this.#narrowed(type));
    const set = this.#set(condition, depth - 1);
    if (this.random.chance(0.3)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${condition.name} ${set}`);
      return `...${name}${this.#conditions()}`;
    }
    const on = condition === type && this.random.chance(0.5) ? '' : ` on ${condition.name}`;
    return `...${on}${this.#conditions()} ${set}`;
  }

  /** Types that a fragment may be on where a value is of the type: its objects, itself, what it shares objects with. */
  #narrowed(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const objects = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const others = Object.values(this.schema.getTypeMap()).filter(
      (it) => isAbstractType(it) && objects.some((object) => this.schema.isSubType(it, object)),
    ) as GraphQLCompositeType[];
    return [...objects, ...objects, type, ...others];
  }

  #argument(argument: GraphQLArgument, field: string): string[] {
    if (!isRequiredArgument(argument) && this.random.chance(0.4)) return [];
    const literals = this.options.literals?.(argument, field);
    if (literals?.length === 0) return [];
    const value = literals ? this.random.pick(literals) : this.#literal(argument.type, 2);
    return [`${argument.name}: ${this.random.chance(0.3) ? this.#variable(argument, value) : value}`];
  }

  /** A variable in place of a literal; where it may be, sometimes one that is not sent. */
  #variable({ type, defaultValue }: GraphQLArgument, literal: string): string {
    const name = `a${this.#declared.size}`;
    const isOptional = !isNonNullType(type);
    const byDefault = isOptional && this.random.chance(0.3) ? ` = ${literal}` : '';
    this.#declared.set(name, `${type}${byDefault}`);
    if (!isOptional || !(byDefault || defaultValue !== undefined) || this.random.chance(0.5))
      this.#variables[name] = valueFromASTUntyped(parseValue(literal));
    return `$${name}`;
  }

  #literal(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.#literal(type.ofType, depth);
    if (this.random.chance(0.08)) return 'null';
    if (isListType(type)) {
      const items = Array.from({ length: this.random.below(3) }, () => this.#literal(type.ofType, depth));
      return `[${items.filter((it) => it !== 'null' || !isNonNullType(type.ofType)).join(', ')}]`;
    }
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    if (!isInputObjectType(type)) return this.random.pick(literalsOfTypes[type.name]!);
    const fields = Object.values(type.getFields()).filter(
      (it) => depth > 0 || !isInputObjectType(getNamedType(it.type)),
    );
    const given = this.random.some(fields, this.random.below(fields.length + 1));
    return `{${given.map((it) => `${it.name}: ${this.#literal(it.type, depth - 1)}`).join(', ')}}`;
  }

  #conditions(): string {
    const count = this.random.chance(0.15) ? 1 + this.random.below(2) : 0;
    const names = this.random.some(['skip', 'include'], count);
    return names.map((name) => ` @${name}(if: ${this.#condition()})`).join('');
  }

  #condition(): string {
    if (this.random.chance(0.1)) return String(this.random.chance(0.5));
    const name = `v${this.random.below(3)}`;
    if (!this.#declared.has(name)) {
      const value = this.random.chance(0.5);
      const byDefault = this.random.chance(0.2);
      this.#declared.set(name, byDefault ? `Boolean! = ${value}` : 'Boolean!');
      if (!byDefault || this.random.chance(0.5)) this.#variables[name] = this.random.chance(0.5);
    }
    return `$${name}`;
  }

  #alias(): string {
    return this.random.chance(0.25) ? this.random.pick(sharedAliases) : `f${this.#aliases++}`;
  }
}
