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
import { asOfDefinition } from '../as-of.js';
import type { Caller } from '../caller.js';
import { clientError, GatewayError } from '../errors.js';
import type { Data } from '../record.js';
import type { Connect, Transport } from '../subgraph/transport.js';
import { parseSupergraph, type Supergraph } from '../supergraph.js';
import type { Workshop } from './engine-context.js';
import { Lru } from './lru.js';
import { Operation, type Outcome } from './operation.js';
import { hivePlanner } from './plan/hive/hive-planner.js';
import type { Planner, PlannerState } from './plan/planner.js';
import { Revisions, type RevisionsOf } from './run/revisions.js';
import { apiDocument } from './supergraph/api-schema.js';
import { FetchedBeside } from './supergraph/fetched-beside.js';
import { Owners } from './supergraph/owners.js';
import { TypeConditions } from './supergraph/type-conditions.js';

export interface EngineRequest {
  /** The operation's text, which also finds it again once it is compiled. At least one of `query` and `document`. */
  readonly query?: string;
  /** The same, parsed and valid against `Engine.schema`: given, it is not validated again. */
  readonly document?: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Data | null;
  /** Passed on to every subgraph, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** The revisions to answer at; subgraphs that it does not name answer at their newest. */
  readonly at?: RevisionsOf;
}

export interface EngineOptions {
  /** Milliseconds that subgraphs get for one request; without bound where left out. */
  readonly patience?: number;
  readonly planned?: Workshop['planned'];
  readonly makePlanner?: (supergraph: Supergraph) => Planner;
}

const keptOperations = 1_000;

/** Plans and runs operations over one supergraph. It never changes: a changed supergraph is a new Engine. */
export class Engine {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
  readonly #workshop: Workshop;
  readonly #operations = new Lru<string, Operation>(keptOperations);
  readonly #texts = new WeakMap<DocumentNode, string>();

  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  constructor(sdl: string, connect: Connect, { patience, planned, makePlanner = hivePlanner }: EngineOptions = {}) {
    const supergraph = parseSupergraph(sdl);
    const [schema, types] = readable(() => [apiSchema(supergraph), typeConditions(supergraph)]);
    const transports = new Map(supergraph.subgraphs.map(({ name, url }) => [name, connect(name, url)] as const));
    const owners = new Owners(supergraph.document);
    const beside = new FetchedBeside(supergraph);
    // Last: it may be a process, which nobody would end if anything after it threw.
    const planner = readable(() => makePlanner(supergraph));
    this.schema = schema;
    this.supergraphSdl = sdl;
    this.#workshop = { schema, types, planner, owners, beside, transports, patience, planned };
  }

  get transports(): ReadonlyMap<string, Transport> {
    return this.#workshop.transports;
  }

  /** Faults of the request and of subgraphs are in the result; it does not reject for them. */
  async execute(request: EngineRequest): Promise<ExecutionResult> {
    return (await this.answer(request)).result;
  }

  /** `execute`, with what is known of the answer. */
  async answer(request: EngineRequest): Promise<Outcome> {
    const { variables, headers = {}, caller, at } = request;
    try {
      const prepared = await this.operation(request).prepare(variables ?? {});
      if ('errors' in prepared) return { result: prepared, revisions: new Revisions() };
      return await prepared.run({ headers, caller, at });
    } catch (error) {
      return { result: { errors: errorsOf(error) }, revisions: new Revisions() };
    }
  }

  /**
   * The compiled operation of a request.
   * @throws InvalidDocument or GraphQLError, for the client
   */
  operation({ query, document, operationName }: EngineRequest): Operation {
    const text = query ?? (document ? this.#textOf(document) : '');
    const key = keyOf(text, operationName ?? undefined);
    let operation = this.#operations.get(key);
    if (!operation) {
      operation = new Operation(document ?? this.#parse(text), operationName ?? undefined, this.#workshop);
      this.#operations.set(key, operation);
    }
    return operation;
  }

  /** The operation of a text that has been run before, and so is valid. */
  known(query: string, operationName: string | undefined): Operation | undefined {
    return this.#operations.get(keyOf(query, operationName));
  }

  /** Left out where the planner lives in this process. */
  get plannerState(): PlannerState | undefined {
    return this.#workshop.planner.state;
  }

  /** Fulfilled once operations can be planned. @throws GatewayError SUPERGRAPH_UNREADABLE */
  async ready(): Promise<void> {
    try {
      await this.#workshop.planner.ready;
    } catch (cause) {
      throw unreadable(cause);
    }
  }

  async close(): Promise<void> {
    const { planner, transports } = this.#workshop;
    await Promise.all([planner.close?.(), ...[...transports.values()].map((transport) => transport.close())]);
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

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('The document does not fit the schema.');
    this.errors = errors.map(invalid);
  }
}

const keyOf = (text: string, operationName: string | undefined): string =>
  operationName === undefined ? text : `${operationName} ${text}`;

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
  return schema;
}

function typeConditions({ document }: Supergraph): TypeConditions {
  return new TypeConditions(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown) =>
  new GatewayError('SUPERGRAPH_UNREADABLE', `The supergraph cannot be planned over: ${(cause as Error).message}`, {
    cause,
  });
