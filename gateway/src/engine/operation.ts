import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { clientError } from '../errors.js';
import type { Data } from '../record.js';
import { answerOf } from './answer.js';
import { compilePlan, inSeries, type Site } from './compile.js';
import { Faults } from './faults.js';
import { compileIntrospection } from './introspection.js';
import { Lru } from './lru.js';
import { plannable } from './plannable.js';
import type { Planner } from './planner.js';
import { Projection } from './projection.js';
import { compileProjector } from './projector.js';
import { queriesToPlan } from './root-fields.js';
import type { Run, Step } from './run.js';
import { type Fragments, Selection } from './selection.js';
import { coerceVariables } from './variables.js';
import { VisibleKeys } from './visible-keys.js';

export interface Workshop extends Site {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
}

export interface OperationRequest {
  readonly variables: Data;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type Projector = ReturnType<typeof compileProjector>;

/** Each answer to an operation's @skip and @include has a projector of its own; so many are kept. */
const keptProjectors = 32;

/** A valid operation, planned and compiled once, run once per request. */
export class Operation {
  readonly #schema: GraphQLSchema;
  readonly #node: OperationDefinitionNode;
  readonly #fragments: Fragments;
  readonly #step: Step;
  readonly #conditions: readonly string[];
  readonly #projectors = new Lru<string, Projector>(keptProjectors);
  #visible?: VisibleKeys;

  /** @throws GraphQLError for the client if the document has no such operation or the gateway cannot serve it */
  constructor(document: DocumentNode, operationName: string | undefined, workshop: Workshop) {
    this.#schema = workshop.schema;
    this.#node = pickOperation(document, operationName);
    this.#fragments = fragmentsOf(document);
    this.#conditions = conditionsOf(document);
    this.#step = compileSteps(document, this.#node, workshop);
  }

  get kind(): 'query' | 'mutation' {
    return this.#node.operation === 'mutation' ? 'mutation' : 'query';
  }

  async run(request: OperationRequest): Promise<ExecutionResult> {
    const coerced = coerceVariables(this.#schema, this.#node.variableDefinitions, request.variables);
    if ('errors' in coerced) return { errors: coerced.errors };
    const { headers, signal } = request;
    const run: Run = { data: {}, variables: coerced.variables, headers, signal, faults: new Faults() };
    await this.#step(run);
    const projection = new Projection(run.faults);
    const data = this.#projector(run.variables)(run.data, 0, projection);
    return answerOf(data, projection, () => {
      this.#visible ??= new VisibleKeys(this.#node.selectionSet, this.#fragments);
      return this.#visible;
    });
  }

  #projector(variables: Data): Projector {
    const key = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    let projector = this.#projectors.get(key);
    if (!projector) {
      const selection = new Selection(this.#schema, this.#fragments, variables);
      projector = compileProjector(this.#schema.getRootType(this.#node.operation)!, this.#node.selectionSet, selection);
      this.#projectors.set(key, projector);
    }
    return projector;
  }
}

function compileSteps(document: DocumentNode, node: OperationDefinitionNode, workshop: Workshop): Step {
  const introspection = compileIntrospection(workshop.schema, node, fragmentsOf(document));
  const asked = plannable(document, workshop.schema, workshop.types);
  const queries = queriesToPlan(pickOperation(asked, node.name?.value), fragmentsOf(asked));
  const plans = queries.flatMap((query) => plan(query, node.name?.value, workshop.planner) ?? []);
  return inSeries([...(introspection ? [introspection] : []), ...plans.map((it) => compilePlan(it, workshop))]);
}

function plan(query: string, operationName: string | undefined, planner: Planner) {
  try {
    return planner.plan(query, operationName);
  } catch (cause) {
    const error = clientError('OPERATION_UNPLANNABLE', 'The operation could not be planned over the subgraphs.');
    error.cause = cause;
    throw error;
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

function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: [condition] = [] }) => {
      if ((name.value === 'skip' || name.value === 'include') && condition?.value.kind === Kind.VARIABLE) {
        names.add(condition.value.name.value);
      }
    },
  });
  return [...names].sort();
}
