import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { withoutAsOf } from '../as-of.js';
import { clientError, type GatewayErrorCode } from '../errors.js';
import type { Data } from '../record.js';
import { conditionVariables, decideConditions } from './document/conditions.js';
import { fragmentsOf, pickOperation } from './document/picked-operation.js';
import { plannable } from './document/plannable.js';
import { queriesToPlan } from './document/root-fields.js';
import { type Fragments, Selection } from './document/selection.js';
import type { Unequivocal } from './document/unequivocal.js';
import type { Workshop } from './engine-context.js';
import { Lru } from './lru.js';
import { type Plan, servicesOf } from './plan/plan.js';
import { compileProjector } from './response/projector.js';
import { compilePlan, inSeries } from './run/compile.js';
import { compileIntrospection } from './run/introspection.js';
import type { Step } from './run/run.js';

/** An operation for one answer to its conditions. */
export interface Variant {
  readonly services: ReadonlySet<string>;
  readonly step: Step;
  readonly project: ReturnType<typeof compileProjector>;
}

export interface Picked {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly shownAs: Unequivocal['shownAs'];
}

/** Each answer to an operation's @skip and @include is planned and projected by itself; so many are kept. */
const keptVariants = 32;

/** What an operation is for each answer to its conditions, planned and compiled once, however many ask for it at once. */
export class Variants {
  readonly #workshop: Workshop;
  readonly #picked: Picked;
  readonly #plannable: DocumentNode;
  readonly #introspection?: Step;
  readonly #conditions: readonly string[];
  readonly #made = new Lru<string, Variant>(keptVariants);
  readonly #making = new Map<string, Promise<Variant>>();

  /** @throws GraphQLError NAME_REFUSED */
  constructor(picked: Picked, workshop: Workshop) {
    const { document, node, fragments } = picked;
    this.#workshop = workshop;
    this.#picked = picked;
    this.#plannable = plannable(withoutAsOf(document), workshop.schema, workshop.types);
    this.#introspection = compileIntrospection(workshop.schema, node, fragments);
    this.#conditions = conditionVariables(document);
  }

  of(variables: Data): Variant | Promise<Variant> {
    const key = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    return this.#made.get(key) ?? this.#making.get(key) ?? this.#begin(key, variables);
  }

  #begin(key: string, variables: Data): Promise<Variant> {
    const making = this.#make(key, variables).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #make(key: string, variables: Data): Promise<Variant> {
    const plans = await this.#plan(variables);
    const unite = this.#picked.node.operation === 'query';
    const steps = plans.map((plan) => compilePlan(plan, { ...this.#workshop, unite }));
    const variant = {
      step: inSeries([...(this.#introspection ? [this.#introspection] : []), ...steps]),
      services: new Set(plans.flatMap(servicesOf)),
      project: this.#projector(variables),
    };
    this.#made.set(key, variant);
    return variant;
  }

  async #plan(variables: Data): Promise<Plan[]> {
    const { planner, planned } = this.#workshop;
    const began = performance.now();
    try {
      const decided = decideConditions(this.#plannable, variables);
      const name = this.#picked.node.name?.value;
      const queries = queriesToPlan(pickOperation(decided, name), fragmentsOf(decided));
      const plans = await Promise.all(queries.map(async (query) => planner.plan(query, name)));
      planned?.(performance.now() - began);
      return plans.filter((plan) => plan !== undefined);
    } catch (cause) {
      const error = cause instanceof GraphQLError ? cause : unplannable(cause);
      planned?.(performance.now() - began, error.extensions.code as GatewayErrorCode);
      throw error;
    }
  }

  #projector(variables: Data): Variant['project'] {
    const { schema } = this.#workshop;
    const { node, fragments, shownAs } = this.#picked;
    const selection = new Selection(schema, fragments, variables);
    return compileProjector(schema.getRootType(node.operation)!, node.selectionSet, selection, shownAs);
  }
}

const unplannable = (cause: unknown) =>
  clientError('OPERATION_UNPLANNABLE', 'The operation could not be planned over the subgraphs.', cause);
