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
import type { Context } from './context.js';
import { databaseFailure } from './database/failure.js';
import { CabildoError } from './errors.js';

export interface Operation {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

const COMPILED_AT_MOST = 1000;

/**
 * Numbers, texts, booleans and enums are answered as they are: columns and cells have made sure of them, and graphql-jit
 * makes four objects for every one that it checks. The gateway checks them once more in its answer.
 */
const compilation = { disablingCapturingStackErrors: true, disableLeafSerialization: true };

/** Runs operations over a schema; each is parsed, validated and compiled once. */
export class Executor {
  readonly #compiled = new Map<string, CompiledQuery | readonly GraphQLError[]>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Runs an operation that nothing has looked at yet. */
  async execute(operation: Operation, context: () => Promise<Context>): Promise<ExecutionResult> {
    const compiled = this.#lookUp(`${operation.operationName ?? ''}\n${operation.query}`, operation.operationName, () =>
      this.#parse(operation.query),
    );
    return this.#run(compiled, operation.variables, context);
  }

  /** Runs an operation that Apollo Server has parsed and validated. */
  async executeParsed(
    key: string,
    document: DocumentNode,
    operation: Omit<Operation, 'query'>,
    context: () => Promise<Context>,
  ) {
    const compiled = this.#lookUp(`${operation.operationName ?? ''}\n#${key}`, operation.operationName, () => document);
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
    let compiled = this.#compiled.get(key);
    if (compiled) this.#compiled.delete(key);
    else compiled = this.#compile(read(), name ?? undefined);
    this.#compiled.set(key, compiled);
    if (this.#compiled.size > COMPILED_AT_MOST) this.#compiled.delete(this.#compiled.keys().next().value!);
    return compiled;
  }

  #compile(document: DocumentNode | readonly GraphQLError[], name: string | undefined) {
    if (!('kind' in document)) return document;
    const compiled = compileQuery(this.schema, document, name ?? '', compilation);
    return isCompiledQuery(compiled) ? withDefaults(compiled, document, name) : (compiled.errors ?? []);
  }

  async #run(
    compiled: CompiledQuery | readonly GraphQLError[],
    variables: Operation['variables'],
    context: () => Promise<Context>,
  ): Promise<ExecutionResult> {
    if (!('query' in compiled)) return { errors: compiled };
    try {
      const { snapshot, ...rest } = await context();
      const result = await compiled.query({}, { snapshot, ...rest }, variables ?? {});
      const errors = result.errors?.map((error) => this.#presentable(error));
      const extensions = { revision: snapshot.revision, ...(rest.asOf !== undefined && { asOf: rest.asOf }) };
      return { data: result.data, ...(errors?.length && { errors }), extensions };
    } catch (error) {
      return { data: null, errors: [this.#presentable(error)] };
    }
  }

  /**
   * What a client may see of an error: the catalogue's own, and what GraphQL says of a request. graphql-jit's errors
   * are made anew, for they lack the `extensions` that Apollo Server reads.
   */
  #presentable(error: unknown): GraphQLError {
    const { path, originalError } = error instanceof GraphQLError ? error : {};
    const cause = originalError ?? error;
    const known = cause instanceof GraphQLError ? cause : databaseFailure(cause);
    if (!known) this.report(cause);
    const shown = known ?? new CabildoError('INTERNAL_SERVER_ERROR', 'Something failed inside the subgraph.');
    return new GraphQLError(shown.message, { path, extensions: shown.extensions });
  }
}

/** graphql-jit takes a required variable that is left out for missing, even where it has a default. */
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
