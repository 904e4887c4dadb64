import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Denial } from '../authorization/operation-access.js';
import { clientError, type GatewayErrorCode } from '../errors.js';
import type { Data } from '../record.js';
import { fragmentsOf } from './document/collect-fields.js';
import { conditionVariables } from './document/conditions.js';
import { type PreparedDocument, plannableFor } from './document/prepare.js';
import { SelectedFields } from './document/selected-fields.js';
import { operationOf } from './document/selected-operation.js';
import type { EngineContext } from './engine-context.js';
import { activeLabels } from './plan/active-labels.js';
import { hasContexts, type Plan, servicesOf } from './plan/plan.js';
import { compileProjector } from './response/projector.js';
import { compilePlan, inSeries } from './run/compile.js';
import { compileIntrospection } from './run/introspection.js';
import type { Execute } from './run/run.js';

/** An operation, compiled for one set of values of its @skip and @include variables and one set of denied fields. */
export interface Variant {
  readonly services: ReadonlySet<string>;
  readonly execute: Execute;
  readonly project: ReturnType<typeof compileProjector>;
}

/** Maximum compiled variants of one operation. */
const maxVariants = 32;

/** What a plan depends on besides the operation and its conditions. */
interface PlanChoice {
  /** The labels of progressive @override that are active. */
  readonly labels: ReadonlySet<string>;
  readonly denial: Denial;
}

/** The variants of one operation. Each is planned and compiled once; requests that need it meanwhile wait for it. */
export class Variants {
  readonly #context: EngineContext;
  readonly #prepared: PreparedDocument;
  readonly #introspection?: Execute;
  readonly #conditions: readonly string[];
  readonly #labels: readonly string[];
  readonly #compiled = new LRUCache<string, Variant>({ max: maxVariants });
  readonly #compiling = new Map<string, Promise<Variant>>();

  constructor(prepared: PreparedDocument, context: EngineContext) {
    this.#context = context;
    this.#prepared = prepared;
    this.#introspection = compileIntrospection(context.schema, prepared.document, context.types);
    this.#conditions = conditionVariables(prepared.document);
    this.#labels = context.planner.labelsOf?.(prepared.plannable) ?? [];
  }

  of(variables: Data, denial: Denial): Variant | Promise<Variant> {
    const conditions = this.#conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const labels = activeLabels(this.#labels, this.#context.overrideLabels);
    const key = labels.size || denial.key ? `${conditions} ${[...labels].join()} ${denial.key}` : conditions;
    return this.#compiled.get(key) ?? this.#compiling.get(key) ?? this.#start(key, variables, { labels, denial });
  }

  #start(key: string, variables: Data, choice: PlanChoice): Promise<Variant> {
    const compiling = this.#compile(key, variables, choice).finally(() => this.#compiling.delete(key));
    this.#compiling.set(key, compiling);
    return compiling;
  }

  async #compile(key: string, variables: Data, choice: PlanChoice): Promise<Variant> {
    const plan = this.#plan(variables, choice);
    const isQuery = operationOf(this.#prepared.document).operation === 'query';
    const shareEqualObjects = isQuery && !(plan && hasContexts(plan));
    const fetches = plan ? [compilePlan(plan, { ...this.#context, shareEqualObjects })] : [];
    const variant = {
      execute: inSeries([...fetches, ...(this.#introspection ? [this.#introspection] : [])]),
      services: new Set(plan ? servicesOf(plan) : []),
      project: this.#compileProjector(variables, choice.denial),
    };
    this.#compiled.set(key, variant);
    return variant;
  }

  #plan(variables: Data, { labels, denial }: PlanChoice): Plan | undefined {
    const { planner, onPlanned } = this.#context;
    const start = performance.now();
    try {
      const plan = planner.plan(plannableFor(this.#prepared, denial, variables, this.#context), labels);
      onPlanned?.(performance.now() - start);
      return plan;
    } catch (cause) {
      const error = cause instanceof GraphQLError ? cause : unplannable(cause);
      onPlanned?.(performance.now() - start, error.extensions.code as GatewayErrorCode);
      throw error;
    }
  }

  #compileProjector(variables: Data, denial: Denial): Variant['project'] {
    const { schema } = this.#context;
    const { document, clientKeys } = this.#prepared;
    const { operation, selectionSet } = operationOf(document);
    const selected = new SelectedFields(schema, fragmentsOf(document), variables);
    return compileProjector(schema.getRootType(operation)!, selectionSet, {
      selected,
      clientKeys,
      denied: denial.fields,
    });
  }
}

const unplannable = (cause: unknown) =>
  clientError('OPERATION_UNPLANNABLE', 'The operation could not be planned over the subgraphs.', cause);
