import { type GraphQLSchema, isAbstractType } from 'graphql';

/** Which runtime types a type condition admits, over the whole supergraph: plans name inaccessible types too. */
export class TypeConditions {
  readonly #schema: GraphQLSchema;
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

  isAbstract(name: unknown): boolean {
    return typeof name === 'string' && isAbstractType(this.#schema.getType(name));
  }

  admittedByAny(conditions: readonly string[]): ReadonlySet<string> {
    return new Set(conditions.flatMap((condition) => [...this.admitted(condition)]));
  }
}
