import { Kind, print, visit } from 'graphql';
import type { FetchPlan, Rewrite } from '../../src/engine/plan/plan.js';
import type { Random } from '../differential/random.js';
import { keyOf, withOperation } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { neededFields } from './way.js';

/** A fetch that has one of its root fields, or of the fields of its entities, under an alias, which a rewrite undoes. */
export function withUndoneAlias(fetch: FetchPlan, planned: PlannedOperation, random: Random): FetchPlan | undefined {
  const [operation] = fetch.document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || fetch.entities.length > 1) return undefined;
  const needed = new Set(neededFields(fetch, planned));
  let selections = operation.selectionSet.selections;
  if (fetch.entities.length)
    selections = selections.flatMap((it) => (it.kind === Kind.FIELD ? (it.selectionSet?.selections ?? []) : []));
  if (fetch.entities.length)
    selections = selections.flatMap((it) => (it.kind === Kind.INLINE_FRAGMENT ? it.selectionSet.selections : []));
  const top = selections.flatMap((it) => (it.kind === Kind.FIELD && needed.has(it) ? it : []));
  if (!top.length) return undefined;
  const field = random.pick(top);
  const alias = { kind: Kind.NAME, value: 'elsewhere' } as const;
  const text = print(field);
  const aliased = withOperation(fetch, (document) =>
    visit(document, { Field: (node) => (print(node) === text ? { ...node, alias } : undefined) }),
  );
  const rewrite: Rewrite = { path: [{ key: 'elsewhere' }], change: { rename: keyOf(field) } };
  return fetch.entities.length
    ? {
        ...aliased,
        entities: aliased.entities.map((it) => ({ ...it, outputRewrites: [rewrite, ...it.outputRewrites] })),
      }
    : { ...aliased, outputRewrites: [rewrite, ...aliased.outputRewrites] };
}
