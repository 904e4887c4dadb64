import { AS_OF_HEADER } from '@cabildo/kit/process';
import type { DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import { asOfOperation, headersAsOf } from '../as-of.js';
import type { Caller } from '../caller.js';
import { clientError } from '../errors.js';
import type { Data } from '../record.js';
import { spelledOneWay } from './document/one-spelling.js';
import { expectRoot, fragmentsOf, pickOperation } from './document/picked-operation.js';
import type { Fragments } from './document/selection.js';
import { type Unequivocal, unequivocal } from './document/unequivocal.js';
import { coerceVariables } from './document/variables.js';
import type { Workshop } from './engine-context.js';
import { Absences } from './fault/absences.js';
import { Faults } from './fault/faults.js';
import { Projection } from './response/projection.js';
import { answerOf } from './response/response.js';
import { VisibleKeys } from './response/visible-keys.js';
import { Revisions, type RevisionsOf } from './run/revisions.js';
import type { Run } from './run/run.js';
import { type Variant, Variants } from './variants.js';

export interface OperationRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
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

type Preparation = Prepared | { readonly errors: readonly GraphQLError[] };

/** A subgraph that can answer at a given revision needs two at most. */
const mostAttempts = 3;

/** A valid operation, planned and compiled once for each answer to its conditions, run once per request. */
export class Operation {
  readonly #workshop: Workshop;
  readonly #node: OperationDefinitionNode;
  readonly #fragments: Fragments;
  readonly #asOf: ReturnType<typeof asOfOperation>;
  readonly #shownAs: Unequivocal['shownAs'];
  readonly #variants: Variants;
  #visible?: VisibleKeys;

  /** @throws GraphQLError for the client if the document has no such operation or the gateway cannot serve it */
  constructor(asked: DocumentNode, operationName: string | undefined, workshop: Workshop) {
    this.#workshop = workshop;
    const spelled = spelledOneWay(asked);
    const picked = pickOperation(spelled, operationName);
    expectRoot(workshop.schema, picked);
    const { document, shownAs } = unequivocal(spelled, picked, fragmentsOf(spelled), workshop.beside);
    this.#node = pickOperation(document, operationName);
    this.#fragments = fragmentsOf(document);
    this.#shownAs = shownAs;
    this.#variants = new Variants({ document, node: this.#node, fragments: this.#fragments, shownAs }, workshop);
    this.#asOf = asOfOperation(this.#node);
  }

  get kind(): 'query' | 'mutation' {
    return this.#node.operation === 'mutation' ? 'mutation' : 'query';
  }

  /**
   * Checks the variables. At once where it is planned; a promise where it is the first of its kind.
   * @throws GraphQLError AS_OF_UNREADABLE, AS_OF_FUTURE; rejects with OPERATION_UNPLANNABLE or what befell the planner
   */
  prepare(sent: Data): Preparation | Promise<Preparation> {
    const coerced = coerceVariables(this.#workshop.schema, this.#node.variableDefinitions, sent);
    if ('errors' in coerced) return coerced;
    const { variables } = coerced;
    const moment = this.#asOf?.(variables);
    const variant = this.#variants.of(variables);
    if (variant instanceof Promise) return variant.then((made) => this.#prepared(made, variables, moment));
    return this.#prepared(variant, variables, moment);
  }

  #prepared(variant: Variant, variables: Data, moment: string | undefined): Prepared {
    const run: Prepared['run'] = (request) => {
      const headers = headersAsOf({ kind: this.kind, moment }, request.headers);
      return this.#run(variant, variables, { ...request, headers });
    };
    return { services: variant.services, moment, run };
  }

  /** Runs until no subgraph has answered at two revisions: what a publication has cut in two is run again at the newer. */
  async #run(variant: Variant, variables: Data, { headers, caller, at }: OperationRequest): Promise<Outcome> {
    const { patience } = this.#workshop;
    const deadline = patience === undefined ? undefined : performance.now() + patience;
    const moment = headers[AS_OF_HEADER];
    let revisions = new Revisions(at, moment);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const run: Run = {
        data: {},
        variables,
        headers,
        caller,
        deadline,
        faults: new Faults(),
        absences: new Absences(),
        taken: [],
        united: new Set(),
        revisions,
      };
      await variant.step(run);
      if (!revisions.mixed || this.kind === 'mutation') return this.#outcomeOf(run, variant.project);
      revisions = new Revisions(revisions.reported, moment);
    }
    throw clientError('REVISIONS_MIXED', 'A subgraph answered one request at two revisions. Ask again.');
  }

  #outcomeOf(run: Run, project: Variant['project']): Outcome {
    const projection = new Projection(run, this.#workshop.owners);
    const data = project(run.data, 0, projection);
    const result = answerOf(data, projection, () => {
      this.#visible ??= new VisibleKeys(this.#node.selectionSet, this.#fragments, this.#shownAs);
      return this.#visible;
    });
    return { result, revisions: run.revisions };
  }
}
