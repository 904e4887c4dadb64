import { type Data, isInherited, isRecord, own } from '../../record.js';
import type { PathSegment } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

export type AnswerPath = readonly (string | number)[];

type FieldStep = { readonly field: string; readonly inherited: boolean };
type Step = FieldStep | { readonly types: ReadonlySet<string> };

export interface Place {
  readonly object: Data;
  readonly at: AnswerPath;
}

export type Meet = (object: Data) => Data;

/** A way from the answer's root to objects in it. Lists on the way are flattened. */
export interface CompiledPath {
  /**
   * Every object at the end of the way; one that stands in several places may come several times, or once.
   * What `meet` returns takes its place.
   */
  visit(root: Data, meet: Meet): void;
  /** The same objects with their places in the answer; only asked for when an error has to be placed. */
  locate(root: Data): Place[];
}

export function compilePath(path: readonly PathSegment[], types: TypeConditions): CompiledPath {
  const steps = path.map(
    (segment): Step =>
      'field' in segment
        ? { field: segment.field, inherited: isInherited(segment.field) }
        : { types: types.admittedByAny(segment.types) },
  );
  const last = steps.findLastIndex((step) => 'field' in step);
  const before = steps.slice(0, Math.max(last, 0));
  const end = steps[last];
  const conditions = steps.slice(last + 1).flatMap((step) => ('types' in step ? [step.types] : []));
  const isAdmitted = (object: Data) => conditions.every((types) => admits(types, object));
  return {
    visit: (root, meet) => {
      const met: Meet = conditions.length ? (object) => (isAdmitted(object) ? meet(object) : object) : meet;
      if (end && 'field' in end) meetAll(before.reduce(advance, [root]), end, met);
      else met(root);
    },
    locate: (root) => {
      const places: Place[] = [];
      locate(root, steps, 0, [], places);
      return places;
    },
  };
}

function advance(level: Data[], step: Step): Data[] {
  if ('types' in step) return level.filter((object) => admits(step.types, object));
  const next: Data[] = [];
  const isNew = newLists(level);
  for (const object of level) {
    const value = valueAt(object, step);
    if (isNew(value)) flatten(value, next);
  }
  return next;
}

function meetAll(level: Data[], step: FieldStep, meet: Meet): void {
  const isNew = newLists(level);
  for (const object of level) {
    const value = valueAt(object, step);
    if (Array.isArray(value)) {
      if (isNew(value)) meetEach(value, meet);
    } else if (isRecord(value)) {
      const replaced = meet(value);
      if (replaced !== value) object[step.field] = replaced;
    }
  }
}

const valueAt = (object: Data, { field, inherited }: FieldStep): unknown =>
  inherited ? own(object, field) : object[field];

/** Entities that were fetched once for many places share their lists: what is in one is met once. */
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

function meetEach(list: unknown[], meet: Meet): void {
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (Array.isArray(value)) meetEach(value, meet);
    else if (isRecord(value)) {
      const replaced = meet(value);
      if (replaced !== value) list[i] = replaced;
    }
  }
}

function flatten(value: unknown, out: Data[]): void {
  if (Array.isArray(value)) for (const item of value) flatten(item, out);
  else if (isRecord(value)) out.push(value);
}

// An interface object, or an interface of one subgraph, may come without its runtime type.
function admits(types: ReadonlySet<string>, { __typename }: Data): boolean {
  return typeof __typename !== 'string' || types.has(__typename);
}

function locate(value: unknown, steps: readonly Step[], depth: number, at: AnswerPath, places: Place[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      locate(item, steps, depth, [...at, index], places);
    });
    return;
  }
  if (!isRecord(value)) return;
  const step = steps[depth];
  if (!step) places.push({ object: value, at });
  else if ('field' in step) locate(own(value, step.field), steps, depth + 1, [...at, step.field], places);
  else if (admits(step.types, value)) locate(value, steps, depth + 1, at, places);
}

/** The longest path that all of them begin with. */
export function commonPath(paths: readonly AnswerPath[]): AnswerPath {
  const [first = [], ...rest] = paths;
  let length = first.length;
  for (const path of rest) {
    let shared = 0;
    while (shared < length && path[shared] === first[shared]) shared++;
    length = shared;
  }
  return first.slice(0, length);
}
