import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';

/** The runtime types that a type condition admits. It reads the supergraph: plans name @inaccessible types too. */
export class TypeConditions {
  readonly #schema: GraphQLSchema;
  #all?: ReadonlySet<string>;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The condition's own name is included: with @interfaceObject, a subgraph returns an interface's name as __typename. */
  admitted(condition: string): ReadonlySet<string> {
    let names = this.#known.get(condition);
    if (!names) {
      const type = this.#schema.getType(condition);
      const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
      names = new Set([condition, ...possible.map((object) => object.name)]);
      this.#known.set(condition, names);
    }
    return names;
  }

  /** Every name that a subgraph may return as __typename. */
  get all(): ReadonlySet<string> {
    this.#all ??= new Set(
      Object.values(this.#schema.getTypeMap()).flatMap((it) =>
        isObjectType(it) || isInterfaceType(it) ? it.name : [],
      ),
    );
    return this.#all;
  }

  rootOf(operation: OperationTypeNode): string | undefined {
    return this.#schema.getRootType(operation)?.name;
  }

  /** The type of a field; undefined if the supergraph does not have the field, such as `_entities`. */
  typeOf(name: string | undefined, field: string): GraphQLOutputType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
  }

  /** The more specific of two names that subgraphs returned as __typename of one object. */
  narrowed(known: unknown, returned: unknown): unknown {
    return this.isAbstract(known) && this.fits(known, returned) ? returned : known;
  }

  /** Whether two values that subgraphs returned as __typename can be the type of one object. */
  fits(known: unknown, returned: unknown): boolean {
    if (typeof known !== 'string' || typeof returned !== 'string') return false;
    if (!this.all.has(known) || !this.all.has(returned)) return false;
    return this.admitted(known).has(returned) || this.admitted(returned).has(known);
  }

  isAbstract(name: unknown): boolean {
    return typeof name === 'string' && isAbstractType(this.#schema.getType(name));
  }

  admittedByAny(conditions: readonly string[]): ReadonlySet<string> {
    return new Set(conditions.flatMap((condition) => [...this.admitted(condition)]));
  }
}
