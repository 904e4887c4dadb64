import { type DocumentNode, type FieldNode, Kind, parse } from 'graphql';
import type { FetchPlan, Plan } from '../../src/engine/plan/plan.js';
import type { Random } from '../differential/random.js';
import { fetchesOf, fieldsOf, keyOf, replaced, requiredFields } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';

/** What is wrong: the plan, or the operation or the supergraph that the plan was right for. */
export interface Broken {
  readonly plan: Plan | undefined;
  readonly query?: string;
  readonly supergraph?: { readonly document: DocumentNode };
  readonly labels?: ReadonlySet<string>;
}

/** A way to break a right plan such that what comes of it is wrong, whatever values the subgraphs return. */
export interface Way {
  readonly title: string;
  /** What the violation is about. */
  readonly because: RegExp;
  /** Undefined where the plan cannot be broken in this way. */
  break(planned: PlannedOperation, random: Random): Broken | undefined;
}

/** Breaks one fetch, which is drawn at random among those for which `change` returns another. */
export function breakFetch(
  change: (fetch: FetchPlan, planned: PlannedOperation, random: Random) => FetchPlan | undefined,
): Way['break'] {
  return (planned, random) => {
    const changed = fetchesOf(planned.plan).flatMap((fetch) => {
      const by = change(fetch, planned, random);
      return by ? [{ fetch, by }] : [];
    });
    if (!changed.length) return undefined;
    const { fetch, by } = random.pick(changed);
    return { plan: replaced(planned.plan, fetch, by) };
  };
}

/** Fields of a fetch without which the client lacks a value, or a representation a field: nothing else fetches their key. */
export function neededFields(fetch: FetchPlan, { plan, query }: PlannedOperation): FieldNode[] {
  const all = fetchesOf(plan);
  const renames = new Set(all.flatMap((it) => [it, ...it.entities].flatMap(renamedOf)));
  const counts = Map.groupBy(all.flatMap(({ document }) => fieldsOf(document)).map(keyOf), (key) => key);
  const wanted = new Set([...fieldsOf(parse(query)).map(keyOf), ...all.flatMap(wantedBy)]);
  return fieldsOf(fetch.document).filter((field) => {
    const key = keyOf(field);
    return key !== '__typename' && counts.get(key)!.length === 1 && wanted.has(key) && !renames.has(key);
  });
}

const wantedBy = ({ entities }: FetchPlan): string[] =>
  entities.flatMap(({ requires }) => requiredFields(requires).map(({ name }) => name));

function renamedOf({ outputRewrites }: Pick<FetchPlan, 'outputRewrites'>): string[] {
  return outputRewrites.flatMap(({ path, change }) => {
    const last = path.at(-1);
    return 'rename' in change && last && 'key' in last ? [last.key, change.rename] : [];
  });
}

/** The response keys of the fields at the top of the operation; none if it has fragments there. */
export function rootKeysOf({ query }: PlannedOperation): string[] {
  const selections = parse(query).definitions.flatMap((it) =>
    it.kind === Kind.OPERATION_DEFINITION ? it.selectionSet.selections : [],
  );
  return selections.every((it) => it.kind === Kind.FIELD) ? selections.map((it) => keyOf(it)) : [];
}
