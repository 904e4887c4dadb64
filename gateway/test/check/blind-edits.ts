import { type FieldNode, print, visit } from 'graphql';
import type { FetchPlan, Plan } from '../../src/engine/plan/plan.js';
import type { Random } from '../differential/random.js';
import {
  fetchesOf,
  fieldsOf,
  nodesOf,
  replaced,
  requiredFields,
  withOperation,
  withoutField,
  withRequired,
  withSlot,
} from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';

type Edit = (planned: PlannedOperation, random: Random) => Plan | undefined;

const inFetch =
  (change: (fetch: FetchPlan, random: Random, planned: PlannedOperation) => FetchPlan | undefined): Edit =>
  (planned, random) => {
    const fetch = random.pick(fetchesOf(planned.plan));
    const by = change(fetch, random, planned);
    return by && replaced(planned.plan, fetch, by);
  };

/** Edits that know nothing of what a plan needs: what comes of one may be right or wrong. */
const edits: readonly Edit[] = [
  inFetch((fetch, random) => withoutField(fetch, random.pick(fieldsOf(fetch.document)))),
  inFetch((fetch, random, { subgraphs }) => ({ ...fetch, service: random.pick(subgraphs).name })),
  inFetch(withoutFragment),
  inFetch((fetch, random, { plan }) =>
    withAlias(fetch, random.pick(fieldsOf(random.pick(fetchesOf(plan)).document)), random),
  ),
  inFetch((fetch, random) => {
    const slot = fetch.entities.length ? random.pick(fetch.entities) : undefined;
    const fields = slot && requiredFields(slot.requires);
    if (!fields?.length) return undefined;
    const left = random.pick(fields);
    return withSlot(fetch, slot!, {
      ...slot!,
      requires: withRequired(slot!.requires, (it) => (it === left ? [] : [it])),
    });
  }),
  inFetch((fetch, random) => {
    const slot = fetch.entities.length ? random.pick(fetch.entities) : undefined;
    const requires = slot?.requires.filter(() => random.chance(0.6));
    return slot && withSlot(fetch, slot, { ...slot, requires: requires! });
  }),
  inFetch((fetch, random) => {
    const slot = fetch.entities.length ? random.pick(fetch.entities) : undefined;
    const paths = slot?.paths.map((path) => path.filter((it) => 'field' in it || random.chance(0.5)));
    return slot && withSlot(fetch, slot, { ...slot, paths: paths! });
  }),
  inFetch((fetch, random) => {
    const slot = fetch.entities.length ? random.pick(fetch.entities) : undefined;
    return slot && withSlot(fetch, slot, { ...slot, inputRewrites: [] });
  }),
  (planned, random) => replaced(planned.plan, random.pick(fetchesOf(planned.plan)), undefined),
  (planned, random) => {
    const sequences = nodesOf(planned.plan).filter((it) => it.kind === 'sequence');
    const node = sequences.length ? random.pick(sequences) : undefined;
    if (node?.kind !== 'sequence') return undefined;
    return replaced(planned.plan, node, { kind: 'parallel', nodes: node.nodes });
  },
  (planned, random) => {
    const lists = nodesOf(planned.plan).filter((it) => it.kind === 'sequence' || it.kind === 'parallel');
    const node = lists.length ? random.pick(lists) : undefined;
    if (node?.kind !== 'sequence' && node?.kind !== 'parallel') return undefined;
    return replaced(planned.plan, node, { ...node, nodes: node.nodes.toSorted(() => random.next() - 0.5) });
  },
];

export function editBlindly(planned: PlannedOperation, random: Random): Plan | undefined {
  return random.pick(edits)(planned, random);
}

function withoutFragment(fetch: FetchPlan, random: Random): FetchPlan | undefined {
  const texts: string[] = [];
  visit(fetch.document, { InlineFragment: (node) => void texts.push(print(node)) });
  if (!texts.length) return undefined;
  const text = random.pick(texts);
  return withOperation(fetch, (document) =>
    visit(document, {
      InlineFragment: (node) => (print(node) === text ? null : undefined),
      Field: { leave: (node) => (node.selectionSet?.selections.length === 0 ? null : undefined) },
    }),
  );
}

/** The fetch with one of its fields under the key that another has somewhere. */
function withAlias(fetch: FetchPlan, other: FieldNode, random: Random): FetchPlan {
  const field = print(random.pick(fieldsOf(fetch.document)));
  return withOperation(fetch, (document) =>
    visit(document, {
      Field: (node) => (print(node) === field ? { ...node, alias: other.alias ?? other.name } : undefined),
    }),
  );
}
