import { AS_OF_HEADER } from '@cabildo/kit/process';
import type { DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import { asOfOperation, headersAsOf } from '../as-of.js';
import { type Access, anonymous } from '../authorization/access.js';
import { type Denial, nothingDenied, OperationAccess } from '../authorization/operation-access.js';
import type { Caller } from '../caller.js';
import type { Data } from '../record.js';
import { fieldCoordinates } from './document/field-coordinates.js';
import { type PreparedDocument, prepareDocument } from './document/prepare.js';
import { operationOf } from './document/selected-operation.js';
import { coerceVariables } from './document/variables.js';
import type { EngineContext } from './engine-context.js';
import { ExecutionErrors } from './fault/execution-errors.js';
import { MissingEntities } from './fault/missing-entities.js';
import { ClientPaths } from './response/client-paths.js';
import { Projection } from './response/projection.js';
import { buildResult } from './response/result.js';
import { Revisions, type RevisionsOf } from './run/revisions.js';
import type { Run } from './run/run.js';
import { type Variant, Variants } from './variants.js';

export interface OperationRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** The revision to read from each subgraph; a subgraph that is not in the map reads its newest. */
  readonly at?: RevisionsOf;
}

/** The result for the client, and the revisions that it was read at. */
export interface Outcome {
  readonly result: ExecutionResult;
  readonly revisions: Revisions;
  /** Whether the result depends on what the client may read. */
  readonly isProtected?: boolean;
}

/** An operation with the checked variables of one request. */
export interface Prepared {
  /** The subgraphs that the plan may call. */
  readonly services: ReadonlySet<string>;
  /** The moment that the operation names with @asOf. */
  readonly moment?: string;
  /** @throws GraphQLError AS_OF_TWICE, AS_OF_MUTATION */
  run(request: OperationRequest): Promise<Outcome>;
}

type PreparedOrErrors = Prepared | { readonly errors: readonly GraphQLError[] };

/** A subgraph that can read at a given revision needs two attempts at most. */
const maxAttempts = 3;

/** A valid operation. It is planned and compiled once for each set of values of its conditions, and run once per request. */
export class Operation {
  readonly #context: EngineContext;
  readonly #prepared: PreparedDocument;
  readonly #node: OperationDefinitionNode;
  readonly #readMoment: ReturnType<typeof asOfOperation>;
  readonly #variants: Variants;
  readonly #access?: OperationAccess;
  #clientPaths?: ClientPaths;
  #fieldCoordinates?: readonly string[];

  /** @throws GraphQLError OPERATION_UNKNOWN, OPERATION_UNSUPPORTED, NAME_REFUSED */
  constructor(document: DocumentNode, operationName: string | undefined, context: EngineContext) {
    this.#context = context;
    this.#prepared = prepareDocument(document, operationName, context);
    this.#node = operationOf(this.#prepared.document);
    this.#readMoment = asOfOperation(this.#node);
    this.#variants = new Variants(this.#prepared, context);
    if (context.accessRules)
      this.#access = new OperationAccess(this.#prepared.document, context.schema, context.accessRules);
  }

  get kind(): 'query' | 'mutation' {
    return this.#node.operation === 'mutation' ? 'mutation' : 'query';
  }

  get name(): string | undefined {
    return this.#node.name?.value;
  }

  /** The schema coordinates of the fields that it selects, each once. */
  get fieldCoordinates(): readonly string[] {
    this.#fieldCoordinates ??= fieldCoordinates(this.#prepared.document, this.#context.schema);
    return this.#fieldCoordinates;
  }

  /** Whether the response depends on what the client may read. Such a response is for one client, and not cached. */
  get isProtected(): boolean {
    return this.#access?.isProtected ?? false;
  }

  /**
   * Checks the variables. Returns a promise only if the operation has yet to be planned, or is protected.
   * @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE
   * The promise rejects with OPERATION_UNPLANNABLE or the error of the planner.
   */
  prepare(sent: Data, access: Access = anonymous): PreparedOrErrors | Promise<PreparedOrErrors> {
    const coerced = coerceVariables(this.#context.schema, this.#node.variableDefinitions, sent);
    if ('errors' in coerced) return coerced;
    const { variables } = coerced;
    const moment = this.#readMoment?.(variables);
    if (this.#access?.isProtected) return this.#prepareFor(this.#access.denialFor(access), variables, moment);
    const variant = this.#variants.of(variables, nothingDenied);
    if (variant instanceof Promise) return variant.then((compiled) => this.#prepare(compiled, variables, moment));
    return this.#prepare(variant, variables, moment);
  }

  async #prepareFor(denial: Promise<Denial>, variables: Data, moment: string | undefined): Promise<Prepared> {
    return this.#prepare(await this.#variants.of(variables, await denial), variables, moment);
  }

  #prepare(variant: Variant, variables: Data, moment: string | undefined): Prepared {
    const run: Prepared['run'] = (request) => {
      const headers = headersAsOf({ kind: this.kind, moment }, request.headers);
      return this.#run(variant, variables, { ...request, headers });
    };
    return { services: variant.services, moment, run };
  }

  /**
   * Runs again at the newer revisions if a publication during the run made one subgraph respond at two revisions. A
   * subgraph that does so in every attempt is left out of the last one: its fields are null, and the others are consistent.
   */
  async #run(variant: Variant, variables: Data, { headers, caller, at }: OperationRequest): Promise<Outcome> {
    const { requestTimeout } = this.#context;
    const deadline = requestTimeout === undefined ? undefined : performance.now() + requestTimeout;
    const moment = headers[AS_OF_HEADER];
    let revisions = new Revisions(at, moment);
    const excluded = new Set<string>();
    for (let attempt = 1; ; attempt++) {
      const run: Run = {
        data: {},
        variables,
        headers,
        caller,
        deadline,
        errors: new ExecutionErrors(),
        missingEntities: new MissingEntities(),
        responses: [],
        shared: new Set(),
        revisions,
        excluded,
      };
      await variant.execute(run);
      if (!revisions.mixed.size || this.kind === 'mutation') return this.#outcomeOf(run, variant.project);
      if (attempt >= maxAttempts) for (const name of revisions.mixed) excluded.add(name);
      revisions = new Revisions(revisions.reported, moment);
    }
  }

  #outcomeOf(run: Run, project: Variant['project']): Outcome {
    const projection = new Projection(run, this.#context.owners, this.#context.maxResponseSize);
    const data = project(run.data, 0, projection);
    const result = buildResult(data, projection, () => {
      this.#clientPaths ??= new ClientPaths(this.#prepared);
      return this.#clientPaths;
    });
    return { result, revisions: run.revisions };
  }
}
