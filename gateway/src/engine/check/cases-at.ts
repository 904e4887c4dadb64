import type { PathSegment, RewriteSegment } from '../plan/plan.js';
import type { Moment } from './moment.js';
import type { SupergraphView } from './supergraph-view.js';
import { type Case, fieldAt, nameAt, type SymbolicObject } from './symbolic-object.js';

/** A case and the object that it is a case of. */
export interface Found {
  readonly object: SymbolicObject;
  readonly each: Case;
}

/** What a path leads to at a moment. Cases are split where a type condition admits some of their types only. */
export function casesAt(
  path: readonly (PathSegment | RewriteSegment)[],
  root: SymbolicObject,
  at: Moment,
  supergraph: SupergraphView,
): Found[] {
  let found = root.cases.map((each): Found => ({ object: root, each }));
  for (const step of path)
    found = found.flatMap((it) =>
      'types' in step
        ? admittedOf(it, step.types, at, supergraph)
        : below(it, 'key' in step ? step.key : step.field, at),
    );
  return found;
}

function below({ each }: Found, key: string, at: Moment): Found[] {
  const object = fieldAt(each, key, at)?.object;
  return object ? object.cases.map((inner) => ({ object, each: inner })) : [];
}

/** An object without a `__typename` fulfils every type condition. */
function admittedOf(
  { object, each }: Found,
  conditions: readonly string[],
  at: Moment,
  supergraph: SupergraphView,
): Found[] {
  const name = nameAt(each, at);
  if (name === 'unknown') return [{ object, each }];
  const admits = (typename: string) => conditions.some((condition) => supergraph.admits(condition, typename));
  if (name !== 'runtime') return admits(name.abstract) ? [{ object, each }] : [];
  return object.only(new Set([...each.types].filter(admits))).map((part) => ({ object, each: part }));
}
