import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { clientError } from '../errors.js';
import { type Data, isRecord } from '../record.js';
import { CostModel } from './cost.js';
import type { OperationLimits } from './limits.js';
import { costDirectives } from './list-sizes.js';
import { checkShape, fragmentsOf } from './shape.js';
import { checkText } from './text.js';
import { checkVariables } from './variables.js';

/** A request as it arrived, before anyone has looked at it. */
export interface AskedOperation {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** An operation that was looked at whole: what is left to look at, each time, is its variables. */
type Cost = (variables: Data) => number;

/** The guard of each schema that is served; a changed supergraph has one of its own. */
export function guardsWith(limits: OperationLimits): (engine: Guarded) => OperationGuard {
  const guards = new WeakMap<GraphQLSchema, OperationGuard>();
  return ({ schema, supergraphSdl }) => {
    let guard = guards.get(schema);
    if (!guard) {
      guard = new OperationGuard(schema, supergraphSdl, limits);
      guards.set(schema, guard);
    }
    return guard;
  };
}

interface Guarded {
  readonly schema: GraphQLSchema;
  readonly supergraphSdl: string;
}

const rememberedOperations = 1_000;

/** Refuses hostile operations over one schema, before they are validated or planned. */
export class OperationGuard {
  readonly #limits: OperationLimits;
  readonly #model: CostModel;
  readonly #accepted = new LRUCache<string, Cost>({ max: rememberedOperations });

  constructor(schema: GraphQLSchema, supergraphSdl: string, limits: OperationLimits) {
    this.#limits = limits;
    this.#model = new CostModel(schema, costDirectives(parse(supergraphSdl, { noLocation: true })), limits.listSize);
  }

  /**
   * Looks at a request. What is no GraphQL, or fits no schema, passes: who serves it says what is wrong with it.
   * @throws GraphQLError, a code of `guardErrors`
   */
  admit({ query, operationName, variables }: AskedOperation): void {
    if (isRecord(variables)) checkVariables(variables, this.#limits.variableDepth);
    if (typeof query !== 'string') return;
    const cost = this.#look(query, typeof operationName === 'string' ? operationName : undefined);
    const found = cost?.(isRecord(variables) ? variables : {}) ?? 0;
    if (found > this.#limits.cost)
      throw clientError(
        'OPERATION_TOO_COSTLY',
        `The operation may answer ${found} objects; ${this.#limits.cost} are accepted. Ask for shorter pages.`,
      );
  }

  #look(text: string, operationName: string | undefined): Cost | undefined {
    const key = `${operationName ?? ''} ${text}`;
    const known = this.#accepted.get(key);
    if (known) return known;
    checkText(text, this.#limits);
    const document = parseOrLeave(text);
    if (!document) return undefined;
    checkShape(document, this.#limits);
    const cost = this.#costOf(document, operationName);
    this.#accepted.set(key, cost);
    return cost;
  }

  #costOf(document: DocumentNode, operationName: string | undefined): Cost {
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const operation = operations.find(({ name }) => operationName === undefined || name?.value === operationName);
    if (!operation) return () => 0;
    const fragments = fragmentsOf(document);
    const cost = (variables: Data) => this.#model.of(operation, fragments, variables);
    const sizing = numbersOf(operation);
    if (sizing.length === 0) {
      const fixed = cost({});
      return () => fixed;
    }
    return rememberingLast(sizing, cost);
  }
}

/** The variables that can be a page's size. */
function numbersOf({ variableDefinitions = [] }: OperationDefinitionNode): string[] {
  const names = variableDefinitions.map(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && named.name.value === 'Int' ? variable.name.value : undefined;
  });
  return names.filter((name) => name !== undefined);
}

function rememberingLast(names: readonly string[], cost: Cost): Cost {
  let last: { key: string; cost: number } | undefined;
  return (variables) => {
    const key = names.map((name) => String(variables[name])).join();
    if (last?.key !== key) last = { key, cost: cost(variables) };
    return last.cost;
  };
}

function parseOrLeave(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}
