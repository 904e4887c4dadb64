import { type Data, isInherited, isRecord, own } from '../../record.js';
import type { ResponsePath } from '../fault/response-path.js';
import type { PathSegment } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

type FieldStep = { readonly field: string; readonly isInherited: boolean };
type PathStep = FieldStep | { readonly types: ReadonlySet<string> };

export interface LocatedObject {
  readonly object: Data;
  readonly path: ResponsePath;
}

/** Receives an object and returns the object that replaces it, or the same one. */
export type Visitor = (object: Data) => Data;

/** A path from the root of the data to objects. Lists on the path are flattened. */
export interface CompiledPath {
  /** Visits every object at the end of the path. An object that several lists contain may be visited more than once. */
  visit(root: Data, visitor: Visitor): void;
  /** Returns the same objects with their paths in the response. It is slower: only errors need it. */
  locate(root: Data): LocatedObject[];
}

export function compilePath(path: readonly PathSegment[], types: TypeConditions): CompiledPath {
  const steps = path.map(
    (segment): PathStep =>
      'field' in segment
        ? { field: segment.field, isInherited: isInherited(segment.field) }
        : { types: types.admittedByAny(segment.types) },
  );
  const last = steps.findLastIndex((step) => 'field' in step);
  const before = steps.slice(0, Math.max(last, 0));
  const end = steps[last];
  const conditions = steps.slice(last + 1).flatMap((step) => ('types' in step ? [step.types] : []));
  const isAdmitted = (object: Data) => conditions.every((types) => admits(types, object));
  return {
    visit: (root, visitor) => {
      const visit: Visitor = conditions.length ? (object) => (isAdmitted(object) ? visitor(object) : object) : visitor;
      if (end && 'field' in end) visitAll(before.reduce(advance, [root]), end, visit);
      else visit(root);
    },
    locate: (root) => {
      const located: LocatedObject[] = [];
      locate(root, steps, 0, [], located);
      return located;
    },
  };
}

/** Returns the objects one step further along the path. */
function advance(level: Data[], step: PathStep): Data[] {
  if ('types' in step) return level.filter((object) => admits(step.types, object));
  const next: Data[] = [];
  const isNew = newLists(level);
  for (const object of level) {
    const value = valueAt(object, step);
    if (isNew(value)) flatten(value, next);
  }
  return next;
}

function visitAll(level: Data[], step: FieldStep, visit: Visitor): void {
  const isNew = newLists(level);
  for (const object of level) {
    const value = valueAt(object, step);
    if (Array.isArray(value)) {
      if (isNew(value)) visitItems(value, visit);
    } else if (isRecord(value)) {
      const replaced = visit(value);
      if (replaced !== value) object[step.field] = replaced;
    }
  }
}

const valueAt = (object: Data, { field, isInherited }: FieldStep): unknown =>
  isInherited ? own(object, field) : object[field];

/** Returns whether a list is new. Entities that were fetched once share their lists, whose items are visited once. */
function newLists(level: readonly Data[]): (value: unknown) => boolean {
  if (level.length < 2) return () => true;
  const lists = new Set<unknown>();
  return (value) => {
    if (!Array.isArray(value)) return true;
    if (lists.has(value)) return false;
    lists.add(value);
    return true;
  };
}

function visitItems(list: unknown[], visit: Visitor): void {
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (Array.isArray(value)) visitItems(value, visit);
    else if (isRecord(value)) {
      const replaced = visit(value);
      if (replaced !== value) list[i] = replaced;
    }
  }
}

function flatten(value: unknown, out: Data[]): void {
  if (Array.isArray(value)) for (const item of value) flatten(item, out);
  else if (isRecord(value)) out.push(value);
}

// An interface object may have no __typename of an object type.
function admits(types: ReadonlySet<string>, { __typename }: Data): boolean {
  return typeof __typename !== 'string' || types.has(__typename);
}

function locate(
  value: unknown,
  steps: readonly PathStep[],
  depth: number,
  path: ResponsePath,
  located: LocatedObject[],
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      locate(item, steps, depth, [...path, index], located);
    });
    return;
  }
  if (!isRecord(value)) return;
  const step = steps[depth];
  if (!step) located.push({ object: value, path });
  else if ('field' in step) locate(own(value, step.field), steps, depth + 1, [...path, step.field], located);
  else if (admits(step.types, value)) locate(value, steps, depth + 1, path, located);
}
