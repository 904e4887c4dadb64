import type { ExecutionError } from './execution-errors.js';
import type { ReceivedResponse } from './received-response.js';
import { commonLength, pathKey, type ResponsePath } from './response-path.js';
import { executionErrorOf } from './subgraph-error.js';

/** A null or an invalid value in the client's response that no error explains yet. */
export interface UnexplainedValue {
  readonly path: ResponsePath;
  /** Reported if no subgraph violated its schema near the value; if undefined, nothing is reported then. */
  readonly error?: ExecutionError;
  /** Whether it is reported even if another error is at a path above or below it. */
  readonly isCertain: boolean;
}

interface LocatedViolation {
  readonly path: ResponsePath;
  /** The number of path elements that lead to the object or list item that has the violation. */
  readonly scope: number;
  readonly error: ExecutionError;
}

const maxViolations = 10_000;

/** Attributes each unexplained value to the subgraph whose response has a violation at the nearest path. */
export function attributeErrors(
  values: readonly UnexplainedValue[],
  responses: readonly ReceivedResponse[],
): ExecutionError[] {
  const violations = responses.flatMap(locateViolations).slice(0, maxViolations);
  return withoutDuplicates(values).flatMap(({ path, error }) => {
    const violation = nearest(path, violations);
    return violation ? [{ ...violation.error, path }] : error ? [{ ...error, path }] : [];
  });
}

function locateViolations({ violations, service, toClientPaths }: ReceivedResponse): LocatedViolation[] {
  return violations.flatMap((violation) => {
    const error = executionErrorOf(violation, service);
    return toClientPaths(violation.path).map((path) => ({ path, scope: scopeOf(path), error }));
  });
}

/** The projector may find one non-null field empty twice: the value with an error of its own is kept. */
function withoutDuplicates(values: readonly UnexplainedValue[]): readonly UnexplainedValue[] {
  const byPath = new Map<string, UnexplainedValue>();
  for (const value of values) {
    const key = pathKey(value.path);
    if (value.error || !byPath.has(key)) byPath.set(key, value);
  }
  return [...byPath.values()];
}

/**
 * Returns the violation whose path has the most elements in common with `path`. It must be in an object that contains
 * the value, or that the value's object contains: a key of an entity may be in an object below the entity.
 */
function nearest(path: ResponsePath, violations: readonly LocatedViolation[]): LocatedViolation | undefined {
  let found: LocatedViolation | undefined;
  let longest = 0;
  for (const violation of violations) {
    const length = commonLength(path, violation.path);
    if (length <= longest || length < Math.min(violation.scope, scopeOf(path))) continue;
    found = violation;
    longest = length;
  }
  return found;
}

const scopeOf = (path: ResponsePath): number => (typeof path.at(-1) === 'number' ? path.length : path.length - 1);
