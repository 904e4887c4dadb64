import { type Interval, intervalOf } from './interval.ts';
import type { Slice } from './slice.ts';

/**
 * How many times more of something one contender needs than another, by slices that are next to each other in time. What
 * the host takes for itself changes slowly: neighbours lose the same.
 * @returns the interval of the ratios of `beside` to `ours`
 */
export function ratioOf(
  slices: readonly Slice[],
  ours: string,
  beside: string,
  read: (slice: Slice) => number,
): Interval {
  const of = (name: string) => slices.filter(({ contender }) => contender === name).sort((a, b) => a.order - b.order);
  const others = of(beside);
  const ratios = of(ours).map((slice) => {
    const before = others.findLast(({ order }) => order < slice.order);
    const after = others.find(({ order }) => order > slice.order);
    const near = [before, after].flatMap((it) => (it ? [Math.log(read(it))] : []));
    return Math.exp(near.reduce((sum, it) => sum + it, 0) / near.length) / read(slice);
  });
  return intervalOf(ratios);
}
