import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isUnionType,
  parse,
  validate,
} from 'graphql';

export interface GeneratedQuery {
  readonly query: string;
  readonly variables: Record<string, boolean>;
}

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The literals that an argument may be given; none: it is left out. */
export type Literals = (argument: GraphQLArgument, field: string) => readonly string[];

const literalsOfTypes: Record<string, readonly string[]> = {
  Int: ['1', '2', '2010'],
  ID: ['"1"', '"2"', '"9"'],
  String: ['"Place"', '""'],
  Boolean: ['true', 'false'],
};
const byType: Literals = ({ type }) => literalsOfTypes[getNamedType(type).name]!;

/** A valid query over the schema; the same one for the same seed. */
export function generateQuery(schema: GraphQLSchema, seed: number, literals: Literals = byType): GeneratedQuery {
  const next = random(seed);
  for (;;) {
    const generated = new Generator(schema, next, literals).generate();
    if (validate(schema, parse(generated.query)).length === 0) return generated;
  }
}

class Generator {
  #aliases = 0;
  readonly #variables: Record<string, boolean> = {};

  constructor(
    readonly schema: GraphQLSchema,
    readonly next: () => number,
    readonly literals: Literals,
  ) {}

  generate(): GeneratedQuery {
    const body = this.#set(this.schema.getQueryType()!, 4);
    const names = Object.keys(this.#variables);
    const head = names.length ? `query (${names.map((name) => `$${name}: Boolean!`).join(', ')}) ` : '';
    return { query: head + body, variables: this.#variables };
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + Math.floor(this.next() * 3);
    const parts = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type) || this.next() < 0.2) return this.#fragment(type, depth);
    if (this.next() < 0.1) return this.next() < 0.5 ? '__typename' : `${this.#alias()}: __typename`;
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    return fields.length ? this.#field(this.#pick(fields), depth) : '__typename';
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const args = field.args.flatMap((arg) => this.#argument(arg, field.name));
    const label = args.length || this.next() < 0.3 ? `${this.#alias()}: ` : '';
    const set = isCompositeType(type) ? this.#set(type, depth - 1) : '';
    return `${label}${field.name}${args.length ? `(${args.join(', ')})` : ''}${this.#condition()} ${set}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    if (depth < 2) return '__typename';
    const condition = this.#pick(this.#conditions(type));
    return `... on ${condition.name}${this.#condition()} ${this.#set(condition, depth - 1)}`;
  }

  #conditions(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    if (!isAbstractType(type)) return [type];
    return [...this.schema.getPossibleTypes(type), type];
  }

  #argument(argument: GraphQLArgument, field: string): string[] {
    const { name, type, defaultValue } = argument;
    if (defaultValue !== undefined && this.next() < 0.5) return [];
    const named = getNamedType(type);
    if (isEnumType(named)) return [`${name}: ${this.#pick(named.getValues()).name}`];
    const literals = this.literals(argument, field);
    return literals.length > 0 ? [`${name}: ${this.#pick(literals)}`] : [];
  }

  #condition(): string {
    if (this.next() > 0.15) return '';
    const name = `v${Math.floor(this.next() * 3)}`;
    this.#variables[name] ??= this.next() < 0.5;
    return ` @${this.next() < 0.5 ? 'skip' : 'include'}(if: $${name})`;
  }

  #alias(): string {
    return `f${this.#aliases++}`;
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }
}
