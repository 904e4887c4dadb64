import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context } from './context.js';
import { databaseFailure } from './database/failure.js';
import { CabildoError } from './errors.js';
import type { Snapshot } from './read/snapshot.js';

export interface Operation {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

type Compiled = CompiledQuery | readonly GraphQLError[];

const CACHED_OPERATIONS = 1000;

/**
 * Leaf values are not serialized: the types of the columns guarantee them, and graphql-jit allocates four objects for
 * each value that it checks. The gateway checks them again in its response.
 */
const compilation = { disablingCapturingStackErrors: true, disableLeafSerialization: true };

/** Executes operations against a schema. Each operation is parsed, validated and compiled once. */
export class Executor {
  readonly #compiled = new LRUCache<string, Compiled>({ max: CACHED_OPERATIONS });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Parses, validates and executes an operation. */
  async execute(operation: Operation, context: () => Promise<Context>): Promise<ExecutionResult> {
    const compiled = this.#lookUp(
      memoKey('text', operation.operationName, operation.query),
      operation.operationName,
      () => this.#parse(operation.query),
    );
    return this.#run(compiled, operation.variables, context);
  }

  /** Executes an operation that Apollo Server has already parsed and validated. */
  async executeParsed(
    key: string,
    document: DocumentNode,
    operation: Omit<Operation, 'query'>,
    context: () => Promise<Context>,
  ) {
    const compiled = this.#lookUp(
      memoKey('key', operation.operationName, key),
      operation.operationName,
      () => document,
    );
    return this.#run(compiled, operation.variables, context);
  }

  #parse(query: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(query);
      const invalid = validate(this.schema, document);
      return invalid.length > 0 ? invalid : document;
    } catch (error) {
      return [error as GraphQLError];
    }
  }

  #lookUp(key: string, name: string | null | undefined, read: () => DocumentNode | readonly GraphQLError[]) {
    const cached = this.#compiled.get(key);
    if (cached) return cached;
    const compiled = this.#compile(read(), name ?? undefined);
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #compile(document: DocumentNode | readonly GraphQLError[], name: string | undefined) {
    if (!('kind' in document)) return document;
    const compiled = compileQuery(this.schema, document, name ?? '', compilation);
    return isCompiledQuery(compiled) ? withDefaults(compiled, document, name) : (compiled.errors ?? []);
  }

  async #run(
    compiled: Compiled,
    variables: Operation['variables'],
    context: () => Promise<Context>,
  ): Promise<ExecutionResult> {
    if (!('query' in compiled)) return { errors: compiled };
    try {
      const { snapshot, ...rest } = await context();
      const result = await compiled.query({}, { snapshot, ...rest }, variables ?? {});
      if (snapshot.isSuperseded) throw superseded();
      const errors = result.errors?.map((error) => this.#presentable(error));
      const extensions = { ...extensionsOf(snapshot), ...(rest.asOf !== undefined && { asOf: rest.asOf }) };
      return { data: result.data, ...(errors?.length && { errors }), extensions };
    } catch (error) {
      return { data: null, errors: [this.#presentable(error)] };
    }
  }

  /**
   * Returns the error as clients may see it. Errors of the catalogue and of GraphQL itself keep their message; any other
   * error is reported to the operator and masked. A new error is created, because errors of graphql-jit lack the
   * `extensions` that Apollo Server reads.
   */
  #presentable(error: unknown): GraphQLError {
    const { path, originalError } = error instanceof GraphQLError ? error : {};
    const cause = originalError ?? error;
    const known = cause instanceof GraphQLError ? cause : databaseFailure(cause);
    if (!known) this.report(cause);
    const shown = known ?? new CabildoError('INTERNAL_SERVER_ERROR', 'The subgraph failed unexpectedly.');
    return new GraphQLError(shown.message, { path, extensions: shown.extensions });
  }
}

/** Fills in the defaults of variables. graphql-jit rejects an omitted non-null variable even if it has a default. */
function withDefaults(compiled: CompiledQuery, document: DocumentNode, name: string | undefined): CompiledQuery {
  const defaults = (getOperationAST(document, name)?.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  if (defaults.length === 0) return compiled;
  const filled = Object.fromEntries(defaults);
  const query: CompiledQuery['query'] = (root, context, variables) =>
    compiled.query(root, context, { ...filled, ...variables });
  return { ...compiled, query };
}

const extensionsOf = ({ id: { number, root } }: Snapshot) => ({
  revision: number,
  ...(root !== undefined && { root }),
});

const superseded = () =>
  new CabildoError(
    'DATABASE_UNAVAILABLE',
    'A failover or restore replaced the database of this subgraph during the request. Retry.',
  );

/** Two different operations never have the same key, whatever characters their names and texts contain. */
const memoKey = (kind: 'text' | 'key', name: string | null | undefined, text: string): string =>
  JSON.stringify([kind, name ?? null, text]);
