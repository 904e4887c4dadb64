import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { clientError } from '../errors.js';
import { memoKey } from '../memo-key.js';
import { type Data, isRecord, own } from '../record.js';
import { CostModel } from './cost.js';
import type { OperationLimits } from './limits.js';
import { costDirectives } from './list-sizes.js';
import { checkShape, fragmentsOf } from './shape.js';
import { checkText } from './text.js';
import { checkVariables } from './variables.js';

/** A GraphQL request as it arrived, not checked yet. */
export interface RequestedOperation {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** The cost of an accepted operation with the variables of one request. */
type Cost = (variables: Data) => number;

/** Returns the guard of an engine's schema. Each schema has one guard. */
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

const maxAccepted = 1_000;

/** Refuses operations that exceed the limits, before they are validated or planned. */
export class OperationGuard {
  readonly #limits: OperationLimits;
  readonly #model: CostModel;
  readonly #accepted = new LRUCache<string, Cost>({ max: maxAccepted });

  constructor(schema: GraphQLSchema, supergraphSdl: string, limits: OperationLimits) {
    this.#limits = limits;
    this.#model = new CostModel(schema, costDirectives(parse(supergraphSdl, { noLocation: true })), limits.listSize);
  }

  /**
   * Checks a request. Syntax errors and fields that the schema does not have pass: validation reports them.
   * @throws GraphQLError with a code of `guardErrors`
   */
  admit({ query, operationName, variables }: RequestedOperation): void {
    if (isRecord(variables)) checkVariables(variables, this.#limits.variableDepth);
    if (typeof query !== 'string') return;
    const costOf = this.#check(query, typeof operationName === 'string' ? operationName : undefined);
    const cost = Math.ceil(costOf?.(isRecord(variables) ? variables : {}) ?? 0);
    if (cost > this.#limits.cost)
      throw clientError(
        'OPERATION_TOO_COSTLY',
        `The operation costs ${cost}. The maximum is ${this.#limits.cost}. Request shorter pages or fewer fields.`,
      );
  }

  /** @returns undefined if the document has a syntax error, or no operation of the name */
  #check(text: string, operationName: string | undefined): Cost | undefined {
    const key = memoKey(operationName, text);
    const known = this.#accepted.get(key);
    if (known) return known;
    checkText(text, this.#limits);
    const document = tryParse(text);
    if (!document) return undefined;
    checkShape(document, this.#limits);
    const cost = this.#costOf(document, operationName);
    // A client chooses the name: one that the document does not have is not worth an entry.
    if (cost) this.#accepted.set(key, cost);
    return cost;
  }

  #costOf(document: DocumentNode, operationName: string | undefined): Cost | undefined {
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const operation = operations.find(({ name }) => operationName === undefined || name?.value === operationName);
    if (!operation) return undefined;
    const fragments = fragmentsOf(document);
    const cost = (variables: Data) => this.#model.of(operation, fragments, variables);
    const sizing = numbersOf(operation);
    if (sizing.length === 0) {
      const fixed = cost({});
      return () => fixed;
    }
    return withLastCached(sizing, cost);
  }
}

/** The variables that can be the size of a page. */
function numbersOf({ variableDefinitions = [] }: OperationDefinitionNode): string[] {
  const names = variableDefinitions.map(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
    return named.kind === Kind.NAMED_TYPE && named.name.value === 'Int' ? variable.name.value : undefined;
  });
  return names.filter((name) => name !== undefined);
}

/** Caches the cost of the last variables. The key distinguishes 5 from "5": only a number is a page size. */
function withLastCached(names: readonly string[], cost: Cost): Cost {
  let last: { key: string; cost: number } | undefined;
  return (variables) => {
    const key = JSON.stringify(names.map((name) => own(variables, name) ?? null));
    if (last?.key !== key) last = { key, cost: cost(variables) };
    return last.cost;
  };
}

function tryParse(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}
