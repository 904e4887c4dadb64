import type { GatewayServer } from './contender.ts';
import { runSlice, type Slice, type SliceOptions } from './slice.ts';

/** The order of a round: each contender is first, second and so on equally often. */
export const orderOf = (round: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (i + round) % count);

/** Gives the contenders short slices in turns, many rounds. */
export async function takeTurns(
  running: readonly GatewayServer[],
  rounds: number,
  options: SliceOptions,
): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (let round = 0; round < rounds; round++)
    for (const index of orderOf(round, running.length))
      slices.push(await runSlice(running[index]!, slices.length, options));
  return slices;
}
