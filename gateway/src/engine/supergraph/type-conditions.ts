import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';

/** Which runtime types a type condition admits, over the whole supergraph: plans name inaccessible types too. */
export class TypeConditions {
  readonly #schema: GraphQLSchema;
  #all?: ReadonlySet<string>;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** A condition admits its own name as well: with @interfaceObject, an interface's name is a runtime type. */
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

  /** Every name that an object may give as its type. */
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

  /** Of a field, if the supergraph knows it: `_entities` it does not. */
  typeOf(name: string | undefined, field: string): GraphQLOutputType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
  }

  /** Which of two types' names an object goes by that is called by both: a runtime type stays what it is. */
  narrowed(known: unknown, said: unknown): unknown {
    return this.isAbstract(known) && this.fits(known, said) ? said : known;
  }

  /** Whether an object that is called `known` may be called `said` by another subgraph. Takes any name of a subgraph's. */
  fits(known: unknown, said: unknown): boolean {
    if (typeof known !== 'string' || typeof said !== 'string' || !this.all.has(known) || !this.all.has(said))
      return false;
    return this.admitted(known).has(said) || this.admitted(said).has(known);
  }

  isAbstract(name: unknown): boolean {
    return typeof name === 'string' && isAbstractType(this.#schema.getType(name));
  }

  admittedByAny(conditions: readonly string[]): ReadonlySet<string> {
    return new Set(conditions.flatMap((condition) => [...this.admitted(condition)]));
  }
}
