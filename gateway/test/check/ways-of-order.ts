import { parse, print, visit } from 'graphql';
import type { FetchPlan, Plan } from '../../src/engine/plan/plan.js';
import { fetchesOf, nodesOf, replaced } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { neededFields, rootKeysOf, type Way } from './way.js';

const late = /^No (earlier )?fetch has|resolves \w+ by|is not sent/;

/** Whether a fetch needs what an earlier node of the same sequence brings. */
function dependentSequences({ plan, ...planned }: PlannedOperation): (Plan & { kind: 'sequence' | 'parallel' })[] {
  return nodesOf(plan).filter(
    (it): it is Plan & { kind: 'sequence' } =>
      it.kind === 'sequence' &&
      it === plan &&
      it.nodes
        .slice(1)
        .some((node) =>
          fetchesOf(node).some((fetch) => fetch.entities.length && neededFields(fetch, { ...planned, plan }).length),
        ),
  );
}

const isMutation = ({ query }: PlannedOperation): boolean => /^\s*mutation/.test(query);

/** Changes of the order of fetches. */
export const waysOfOrder: readonly Way[] = [
  {
    title: 'fetches that need each other are sent at once',
    because: late,
    break: (planned) => {
      const [sequence] = dependentSequences(planned);
      return sequence && { plan: replaced(planned.plan, sequence, { ...sequence, kind: 'parallel' }) };
    },
  },
  {
    title: 'a fetch is sent before what it needs',
    because: late,
    break: (planned) => {
      const [sequence] = dependentSequences(planned);
      return (
        sequence && { plan: replaced(planned.plan, sequence, { ...sequence, nodes: sequence.nodes.toReversed() }) }
      );
    },
  },
  {
    title: 'a mutation is sent twice',
    because: /2 times/,
    break: (planned) =>
      isMutation(planned) ? { plan: { kind: 'sequence', nodes: [planned.plan, ...rootFetches(planned)] } } : undefined,
  },
  {
    title: 'a mutation is not sent',
    because: /never|No (earlier )?fetch/,
    break: (planned) => (isMutation(planned) ? { plan: undefined } : undefined),
  },
  {
    title: 'a mutation is sent that the client does not request',
    because: /does not request/,
    break: (planned) => {
      const [fetch] = rootFetches(planned);
      if (!isMutation(planned) || !fetch) return undefined;
      return { plan: { kind: 'sequence', nodes: [planned.plan, renamedRoots(fetch, 'again')] } };
    },
  },
  {
    title: 'a mutation is sent as a query',
    because: /is a query, its operation a mutation/,
    break: (planned) => {
      const [fetch] = rootFetches(planned);
      if (!isMutation(planned) || !fetch) return undefined;
      return { plan: replaced(planned.plan, fetch, { ...fetch, operationKind: 'query' }) };
    },
  },
  {
    title: 'mutations are sent at once',
    because: /are sent at once/,
    break: (planned) => twoMutations(planned, (a, b) => ({ kind: 'parallel', nodes: [a, b] })),
  },
  {
    title: 'mutations are sent in another order',
    because: /other way round/,
    break: (planned) => twoMutations(planned, (a, b) => ({ kind: 'sequence', nodes: [b, a] })),
  },
  {
    title: 'of two mutations one is sent',
    because: /is sent never/,
    break: (planned) => twoMutations(planned, (a) => a),
  },
];

export const rootFetches = ({ plan }: Pick<PlannedOperation, 'plan'>): FetchPlan[] =>
  fetchesOf(plan).filter(({ entities }) => !entities.length);

/** The operation with its root fields twice, the second time under other keys, and a plan of both. */
export function twoMutations(
  planned: PlannedOperation,
  plan: (first: Plan, second: Plan) => Plan,
): { readonly plan: Plan; readonly query: string } | undefined {
  const roots = rootFetches(planned);
  const isOne = roots.length === 1 && fetchesOf(planned.plan).length === 1 && rootKeysOf(planned).length === 1;
  if (!isMutation(planned) || !isOne) return undefined;
  const second = renamedRoots(roots[0]!, 'again');
  return { plan: plan(planned.plan, second), query: doubled(planned.query) };
}

function renamedRoots(fetch: FetchPlan, by: string): FetchPlan {
  const document = visit(fetch.document, {
    OperationDefinition: (node) => ({
      ...node,
      selectionSet: { ...node.selectionSet, selections: aliased(node.selectionSet.selections, by) },
    }),
  });
  return { ...fetch, document, operation: print(document), outputRewrites: [] };
}

function doubled(query: string): string {
  return print(
    visit(parse(query), {
      OperationDefinition: (node) => {
        const { selections } = node.selectionSet;
        return {
          ...node,
          selectionSet: { ...node.selectionSet, selections: [...selections, ...aliased(selections, 'again')] },
        };
      },
    }),
  );
}

function aliased<T>(selections: readonly T[], by: string): T[] {
  return selections.map((it, i) => ({ ...it, alias: { kind: 'Name', value: `${by}${i}` } }));
}
