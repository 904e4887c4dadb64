/** Where a fetch is in the plan: for each node above it, the node's kind and which of its children leads to the fetch. */
export type Moment = readonly { readonly kind: 'sequence' | 'parallel'; readonly index: number }[];

/** After the whole plan. */
export const end: Moment = [];

/** Whether a fetch has ended when another begins, in whatever order the branches of a parallel node run. */
export function isBefore(a: Moment, b: Moment): boolean {
  if (b === end) return true;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [from, to] = [a[i]!, b[i]!];
    if (from.index !== to.index) return from.kind === 'sequence' && from.index < to.index;
  }
  return false;
}
