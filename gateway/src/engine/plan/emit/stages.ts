import type { Plan } from '../plan.js';

interface Step {
  readonly needs: ReadonlySet<Step>;
}

/**
 * Steps as a tree of sequences and parallels. Steps that nothing connects run beside each other, each at its own pace;
 * of those that are connected, the ones that need nothing run first. So no fetch waits for more than a fetch that it is
 * connected to, and no more are in sequence than the longest chain has.
 */
export function planOf<T extends Step>(steps: readonly T[], fetchOf: (step: T) => Plan): Plan {
  const parts = connected(steps);
  if (parts.length > 1) return { kind: 'parallel', nodes: parts.map((part) => planOf(part, fetchOf)) };
  if (steps.length === 1) return fetchOf(steps[0]!);
  const all = new Set<Step>(steps);
  const isFirst = ({ needs }: T): boolean => ![...needs].some((it) => all.has(it));
  const first = steps.filter(isFirst);
  const rest = planOf(
    steps.filter((step) => !isFirst(step)),
    fetchOf,
  );
  const head: Plan =
    first.length === 1 ? fetchOf(first[0]!) : { kind: 'parallel', nodes: first.map((step) => fetchOf(step)) };
  return { kind: 'sequence', nodes: [head, ...(rest.kind === 'sequence' ? rest.nodes : [rest])] };
}

/** The steps in groups that do not need each other. */
function connected<T extends Step>(steps: readonly T[]): T[][] {
  const parents = new Map<Step, Step>(steps.map((step) => [step, step]));
  const rootOf = (step: Step): Step => {
    let root = step;
    for (let parent = parents.get(root)!; parent !== root; parent = parents.get(root)!) root = parent;
    for (let it = step; it !== root; ) {
      const parent = parents.get(it)!;
      parents.set(it, root);
      it = parent;
    }
    return root;
  };
  for (const step of steps)
    for (const other of step.needs) if (parents.has(other)) parents.set(rootOf(step), rootOf(other));
  return [...Map.groupBy(steps, rootOf).values()];
}
