import { AS_OF_HEADER } from '@cabildo/kit/process';
import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { asOfOperation, headersAsOf, withoutAsOf } from '../as-of.js';
import { clientError } from '../errors.js';
import type { Data } from '../record.js';
import { answerOf } from './answer.js';
import { compilePlan, inSeries, type Site } from './compile.js';
import { conditionVariables, decideConditions } from './conditions.js';
import { Faults } from './faults.js';
import type { FetchedBeside } from './fetched-beside.js';
import { compileIntrospection } from './introspection.js';
import { Lru } from './lru.js';
import type { Owners } from './owners.js';
import { servicesOf } from './plan.js';
import { plannable } from './plannable.js';
import type { Planner } from './planner.js';
import { Projection } from './projection.js';
import { compileProjector } from './projector.js';
import { Revisions, type RevisionsOf } from './revisions.js';
import { queriesToPlan } from './root-fields.js';
import type { Run, Step } from './run.js';
import { type Fragments, Selection } from './selection.js';
import { type Unequivocal, unequivocal } from './unequivocal.js';
import { coerceVariables } from './variables.js';
import { VisibleKeys } from './visible-keys.js';

export interface Workshop extends Site {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly owners: Owners;
  readonly beside: FetchedBeside;
  /** Milliseconds that subgraphs get for one request; without bound where left out. */
  readonly patience?: number;
  /** Is told of every plan that is made. */
  readonly planned?: () => void;
}

export interface OperationRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The revisions to answer at; subgraphs that it does not name answer at their newest. */
  readonly at?: RevisionsOf;
}

/** The client's answer, and what the gateway knows of it beside. */
export interface Outcome {
  readonly result: ExecutionResult;
  readonly revisions: Revisions;
}

/** An operation with the variables of one request, checked. */
export interface Prepared {
  /** The subgraphs that may be asked. */
  readonly services: ReadonlySet<string>;
  /** The moment past that the operation asks for, if it names one. */
  readonly moment?: string;
  /** @throws GraphQLError REVISIONS_MIXED, AS_OF_TWICE, AS_OF_MUTATION */
  run(request: OperationRequest): Promise<Outcome>;
}

interface Variant {
  readonly services: ReadonlySet<string>;
  readonly step: Step;
  readonly project: ReturnType<typeof compileProjector>;
}

/** Each answer to an operation's @skip and @include is planned and projected by itself; so many are kept. */
const keptVariants = 32;

/** A subgraph that can answer at a given revision needs two at most. */
const mostAttempts = 3;

/** A valid operation, planned and compiled once for each answer to its conditions, run once per request. */
export class Operation {
  readonly #workshop: Workshop;
  readonly #node: OperationDefinitionNode;
  readonly #fragments: Fragments;
  readonly #plannable: DocumentNode;
  readonly #introspection?: Step;
  readonly #conditions: readonly string[];
  readonly #asOf: ReturnType<typeof asOfOperation>;
  readonly #shownAs: Unequivocal['shownAs'];
  readonly #variants = new Lru<string, Variant>(keptVariants);
  #visible?: VisibleKeys;

  /** @throws GraphQLError for the client if the document has no such operation or the gateway cannot serve it */
  constructor(asked: DocumentNode, operationName: string | undefined, workshop: Workshop) {
    this.#workshop = workshop;
    const picked = pickOperation(asked, operationName);
    const { document, shownAs } = unequivocal(asked, picked, fragmentsOf(asked), workshop.beside);
    this.#node = pickOperation(document, operationName);
    this.#fragments = fragmentsOf(document);
    this.#shownAs = shownAs;
    this.#plannable = plannable(withoutAsOf(document), workshop.schema, workshop.types);
    this.#introspection = compileIntrospection(workshop.schema, this.#node, this.#fragments);
    this.#conditions = conditionVariables(document);
    this.#asOf = asOfOperation(this.#node);
  }

  get kind(): 'query' | 'mutation' {
    return this.#node.operation === 'mutation' ? 'mutation' : 'query';
  }

  /**
   * Checks the variables, and plans where it is the first of its kind.
   * @throws GraphQLError OPERATION_UNPLANNABLE, AS_OF_UNREADABLE, AS_OF_FUTURE
   */
  prepare(sent: Data): Prepared | { readonly errors: readonly GraphQLError[] } {
    const coerced = coerceVariables(this.#workshop.schema, this.#node.variableDefinitions, sent);
    if ('errors' in coerced) return coerced;
    const variant = this.#variant(coerced.variables);
    const moment = this.#asOf?.(coerced.variables);
    const run: Prepared['run'] = async (request) => {
      const headers = headersAsOf({ kind: this.kind, moment }, request.headers);
      return this.#run(variant, coerced.variables, { ...request, headers });
    };
    return { services: variant.services, moment, run };
  }

  async #run({ step, project }: Variant, variables: Data, request: OperationRequest): Promise<Outcome> {
    const run = await this.#settle(step, variables, request);
    const projection = new Projection(run.faults, run.united, this.#workshop.owners);
    const data = project(run.data, 0, projection);
    const result = answerOf(data, projection, run.revisions, () => {
      this.#visible ??= new VisibleKeys(this.#node.selectionSet, this.#fragments, this.#shownAs);
      return this.#visible;
    });
    return { result, revisions: run.revisions };
  }

  /** Runs until no subgraph has answered at two revisions: what a publication has cut in two is run again at the newer. */
  async #settle(step: Step, variables: Data, { headers, signal, at }: OperationRequest): Promise<Run> {
    const { patience } = this.#workshop;
    const deadline = patience === undefined ? undefined : performance.now() + patience;
    const moment = headers[AS_OF_HEADER];
    let revisions = new Revisions(at, moment);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const run: Run = {
        data: {},
        variables,
        headers,
        signal,
        deadline,
        faults: new Faults(),
        united: new Set(),
        revisions,
      };
      await step(run);
      if (!revisions.mixed || this.kind === 'mutation') return run;
      revisions = new Revisions(revisions.reported, moment);
    }
    throw clientError('REVISIONS_MIXED', 'A subgraph answered one request at two revisions. Ask again.');
  }

  #variant(variables: Data): Variant {
    const key = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let variant = this.#variants.get(key);
    if (!variant) {
      this.#workshop.planned?.();
      variant = { ...this.#compile(variables), project: this.#projector(variables) };
      this.#variants.set(key, variant);
    }
    return variant;
  }

  #compile(variables: Data): { step: Step; services: ReadonlySet<string> } {
    const decided = decideConditions(this.#plannable, variables);
    const name = this.#node.name?.value;
    const queries = queriesToPlan(pickOperation(decided, name), fragmentsOf(decided));
    const plans = queries.flatMap((query) => plan(query, name, this.#workshop.planner) ?? []);
    const steps = plans.map((it) => compilePlan(it, { ...this.#workshop, unite: this.kind === 'query' }));
    return {
      step: inSeries([...(this.#introspection ? [this.#introspection] : []), ...steps]),
      services: new Set(plans.flatMap(servicesOf)),
    };
  }

  #projector(variables: Data): Variant['project'] {
    const { schema } = this.#workshop;
    const selection = new Selection(schema, this.#fragments, variables);
    return compileProjector(
      schema.getRootType(this.#node.operation)!,
      this.#node.selectionSet,
      selection,
      this.#shownAs,
    );
  }
}

function plan(query: string, operationName: string | undefined, planner: Planner) {
  try {
    return planner.plan(query, operationName);
  } catch (cause) {
    throw clientError('OPERATION_UNPLANNABLE', 'The operation could not be planned over the subgraphs.', cause);
  }
}

function pickOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const named = operations.filter((node) => operationName === undefined || node.name?.value === operationName);
  const [operation] = named;
  if (!operation) {
    throw clientError(
      'OPERATION_UNKNOWN',
      operationName === undefined
        ? 'The document has no operation.'
        : `The document has no operation named "${operationName}".`,
    );
  }
  if (named.length > 1) {
    throw clientError('OPERATION_UNKNOWN', 'The document has several operations: name one of them in operationName.');
  }
  if (operation.operation === 'subscription') {
    throw clientError('OPERATION_UNSUPPORTED', 'Subscriptions are not served by this gateway.');
  }
  return operation;
}

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
