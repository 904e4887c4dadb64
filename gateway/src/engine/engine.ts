import {
  assertValidSchema,
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  print,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { asOfDefinition } from '../as-of.js';
import type { Access } from '../authorization/access.js';
import { AccessRules } from '../authorization/access-rules.js';
import type { Caller } from '../caller.js';
import { clientError, GatewayError } from '../errors.js';
import { memoKey } from '../memo-key.js';
import type { Data } from '../record.js';
import type { Connect, Transport } from '../subgraph/transport.js';
import { parseSupergraph, type Supergraph } from '../supergraph.js';
import { checkedPlanner } from './check/checked-planner.js';
import type { EngineContext } from './engine-context.js';
import { Operation, type Outcome } from './operation.js';
import { federationPlanner } from './plan/federation-planner.js';
import type { Planner } from './plan/planner.js';
import { Revisions, type RevisionsOf } from './run/revisions.js';
import { apiDocument } from './supergraph/api-schema.js';
import { markDefaultLiterals } from './supergraph/default-literals.js';
import { InternalFields } from './supergraph/internal-fields.js';
import { Owners } from './supergraph/owners.js';
import { expectSupportedFeatures } from './supergraph/supported-features.js';
import { TypeConditions } from './supergraph/type-conditions.js';

export interface EngineRequest {
  /** The operation's text, which is also its key in the cache of operations. At least one of `query` and `document`. */
  readonly query?: string;
  /** The parsed text. It must be valid against `Engine.schema`: the engine does not validate it again. */
  readonly document?: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Data | null;
  /** Sent to every subgraph. Names are in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** What the client may read; by default what is not protected. */
  readonly access?: Access;
  /** The revision to read from each subgraph; a subgraph that is not in the map reads its newest. */
  readonly at?: RevisionsOf;
}

export interface EngineOptions {
  readonly requestTimeout?: EngineContext['requestTimeout'];
  readonly maxResponseSize?: EngineContext['maxResponseSize'];
  readonly onPlanned?: EngineContext['onPlanned'];
  readonly overrideLabels?: EngineContext['overrideLabels'];
  /** Whether requests have an `access`. Without, a supergraph with access control is refused. */
  readonly hasAccessControl?: boolean;
  readonly makePlanner?: (supergraph: Supergraph) => Planner;
  /** Whether each plan is checked before it is run, false by default. */
  readonly checkPlans?: boolean;
}

/** Maximum compiled operations of one engine. */
const maxOperations = 1_000;

/** Plans and runs operations over one supergraph. An engine is immutable: a new supergraph gets a new engine. */
export class Engine {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly #context: EngineContext;
  readonly #operations = new LRUCache<string, Operation>({ max: maxOperations });
  readonly #texts = new WeakMap<DocumentNode, string>();

  /** @throws GatewayError SUPERGRAPH_UNREADABLE, SUPERGRAPH_UNSUPPORTED */
  constructor(sdl: string, connect: Connect, options: EngineOptions = {}) {
    const {
      requestTimeout,
      maxResponseSize,
      onPlanned,
      overrideLabels,
      hasAccessControl = false,
      makePlanner = federationPlanner,
      checkPlans = false,
    } = options;
    const supergraph = parseSupergraph(sdl);
    expectSupportedFeatures(supergraph.document, hasAccessControl);
    const accessRules = hasAccessControl ? new AccessRules(supergraph.document) : undefined;
    const [schema, types] = orUnreadable(() => [apiSchema(supergraph), typeConditions(supergraph)]);
    const transports = new Map(supergraph.subgraphs.map(({ name, url }) => [name, connect(name, url)] as const));
    const owners = new Owners(supergraph.document);
    const internalFields = new InternalFields(supergraph);
    const planner = orUnreadable(() => plannerOf(supergraph, makePlanner, checkPlans));
    this.schema = schema;
    this.supergraphSdl = sdl;
    const shared = { schema, types, planner, owners, internalFields, transports };
    this.#context = { ...shared, accessRules, requestTimeout, maxResponseSize, onPlanned, overrideLabels };
  }

  get transports(): ReadonlyMap<string, Transport> {
    return this.#context.transports;
  }

  /** Errors of the request and of subgraphs are in the result: the promise does not reject for them. */
  async execute(request: EngineRequest): Promise<ExecutionResult> {
    return (await this.respond(request)).result;
  }

  /** Like `execute`, and returns the revisions of the response as well. */
  async respond(request: EngineRequest): Promise<Outcome> {
    try {
      return await this.run(this.operation(request), request);
    } catch (error) {
      return withoutData(errorsOf(error));
    }
  }

  /** Runs an operation of this engine. */
  async run(operation: Operation, request: Omit<EngineRequest, 'query' | 'document'>): Promise<Outcome> {
    const { variables, headers = {}, caller, access, at } = request;
    try {
      const prepared = await operation.prepare(variables ?? {}, access);
      if ('errors' in prepared) return withoutData(prepared.errors);
      return { ...(await prepared.run({ headers, caller, at })), isProtected: operation.isProtected };
    } catch (error) {
      return withoutData(errorsOf(error));
    }
  }

  /**
   * Returns the operation of a request, from the cache or newly compiled.
   * @throws InvalidDocument when the document is not valid
   * @throws GraphQLError OPERATION_UNKNOWN, OPERATION_UNSUPPORTED, NAME_REFUSED
   */
  operation({ query, document, operationName }: EngineRequest): Operation {
    const text = query ?? (document ? this.#textOf(document) : '');
    const key = memoKey(operationName ?? undefined, text);
    let operation = this.#operations.get(key);
    if (!operation) {
      operation = new Operation(document ?? this.#parse(text), operationName ?? undefined, this.#context);
      this.#operations.set(key, operation);
    }
    return operation;
  }

  /** Returns an operation that ran before, and therefore is valid. */
  known(query: string, operationName: string | undefined): Operation | undefined {
    return this.#operations.get(memoKey(operationName, query));
  }

  async close(): Promise<void> {
    await Promise.all([...this.transports.values()].map((transport) => transport.close()));
  }

  #parse(text: string): DocumentNode {
    const document = parse(text);
    const errors = validate(this.schema, document);
    if (errors.length) throw new InvalidDocument(errors);
    return document;
  }

  #textOf(document: DocumentNode): string {
    let text = this.#texts.get(document);
    if (text === undefined) {
      text = print(document);
      this.#texts.set(document, text);
    }
    return text;
  }
}

const withoutData = (errors: readonly GraphQLError[]): Outcome => ({ result: { errors }, revisions: new Revisions() });

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The document is not valid against the schema.');
    this.errors = errors.map(invalid);
  }
}

/** Returns the errors for the client. Rethrows an error that no client caused. */
export function errorsOf(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument) return error.errors;
  if (error instanceof GraphQLError) return [error.extensions.code ? error : invalid(error)];
  throw error;
}

function invalid({ message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    extensions: clientError('OPERATION_INVALID', message).extensions,
  });
}

function apiSchema({ document }: Supergraph): GraphQLSchema {
  const api = apiDocument(document);
  const definitions = [...api.definitions, asOfDefinition];
  const schema = buildASTSchema({ ...api, definitions }, { assumeValidSDL: true });
  assertValidSchema(schema);
  markDefaultLiterals(schema);
  return schema;
}

function typeConditions({ document }: Supergraph): TypeConditions {
  return new TypeConditions(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
}

function plannerOf(
  supergraph: Supergraph,
  makePlanner: NonNullable<EngineOptions['makePlanner']>,
  checkPlans: boolean,
): Planner {
  const planner = makePlanner(supergraph);
  return checkPlans ? checkedPlanner(supergraph)(planner) : planner;
}

function orUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown) =>
  new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    `The gateway cannot plan over the supergraph: ${(cause as Error).message}`,
    {
      cause,
    },
  );
