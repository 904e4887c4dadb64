import { type Data, isRecord } from '../../record.js';
import type { Rewrite } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

export type Rewriter = (value: unknown) => void;

/** Compiles a rewrite. A rename removes an alias of the planner; a set gives an interface object its __typename. */
export function compileRewrite(rewrite: Rewrite, types: TypeConditions): Rewriter {
  const last = rewrite.path.at(-1);
  if (!last || !('key' in last)) throw new Error('The plan has a rewrite whose path does not end in a field.');
  const path = rewrite.path.slice(0, -1).map((step) => ('key' in step ? step.key : types.admittedByAny(step.types)));
  const change = changer(last.key, rewrite.change);
  return (value) => walk(value, path, 0, change);
}

function changer(key: string, change: Rewrite['change']): (object: Data) => void {
  if ('set' in change) {
    return (object) => {
      object[key] = change.set;
    };
  }
  return (object) => {
    if (!Object.hasOwn(object, key)) return;
    object[change.rename] = object[key];
    delete object[key];
  };
}

/** A key, or the types that the object may have. */
type RewriteStep = string | ReadonlySet<string>;

function walk(value: unknown, path: readonly RewriteStep[], depth: number, change: (object: Data) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, path, depth, change);
    return;
  }
  if (!isRecord(value)) return;
  const step = path[depth];
  if (step === undefined) change(value);
  else if (typeof step === 'string') walk(value[step], path, depth + 1, change);
  else if (admits(step, value)) walk(value, path, depth + 1, change);
}

function admits(types: ReadonlySet<string>, { __typename }: Data): boolean {
  return typeof __typename !== 'string' || types.has(__typename);
}

/** Alias of the planner → response key of the client's operation. */
export function renamesOf(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const { path, change } of rewrites) {
    const last = path.at(-1);
    if ('rename' in change && last && 'key' in last) renames.set(last.key, change.rename);
  }
  return renames;
}
