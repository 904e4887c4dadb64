import { reference } from './contenders.ts';
import { type Interval, intervalText } from './interval.ts';
import { ratioOf } from './neighbours.ts';
import { quantile } from './quantile.ts';
import type { Slice } from './slice.ts';

interface Goal {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  readonly queries: readonly string[];
  /** What a contender needs; the other is to need `least` times as much. */
  readonly of: 'CPU' | 'p99' | 'time';
  readonly least: number;
}

const uncached = 'Cabildo, uncached';
const every = ['small', 'medium', 'heavy'];
const nothing = 'nothing shared or cached';
const byHand = 'hand-written, no GraphQL';

const goals: readonly Goal[] = [
  { what: nothing, ours: uncached, beside: reference, queries: ['heavy'], of: 'CPU', least: 8.5 },
  { what: nothing, ours: uncached, beside: reference, queries: ['medium'], of: 'CPU', least: 7 },
  { what: nothing, ours: uncached, beside: reference, queries: ['small'], of: 'CPU', least: 9 },
  { what: nothing, ours: uncached, beside: byHand, queries: ['heavy'], of: 'CPU', least: 0.83 },
  { what: nothing, ours: uncached, beside: 'Hive Gateway, Rust runtime', queries: ['heavy'], of: 'CPU', least: 4 },
  { what: 'coalesced', ours: 'Cabildo, sharing', beside: reference, queries: ['heavy'], of: 'CPU', least: 150 },
  { what: 'cached', ours: 'Cabildo, cached', beside: 'static body, node:http', queries: every, of: 'CPU', least: 0.9 },
  { what: nothing, ours: uncached, beside: reference, queries: every, of: 'p99', least: 5 },
];

const readers: Readonly<Record<Goal['of'], (slice: Slice) => number>> = {
  CPU: ({ cpu }) => cpu,
  p99: ({ latencies }) => quantile(latencies, 0.99),
  time: ({ rate }) => 1 / rate,
};

/** The ratios that the gateway is to reach, and those of this run. A line is met when its whole interval is. */
export function goalsTable(slicesOf: (query: string) => readonly Slice[]): string {
  const lines = goals.flatMap((goal) =>
    goal.queries.flatMap((query) => {
      const ratio = ratioOf(slicesOf(query), goal.ours, goal.beside, readers[goal.of]);
      return Number.isNaN(ratio.median) ? [] : [goalLine(`${query}, ${goal.what}`, goal.beside, goal, ratio)];
    }),
  );
  return lines.length ? [goalsHead, ...lines].join('\n') : '';
}

export const goalsHead =
  '| Cabildo | beside | of | at least | reached, 95 % interval | met |\n| --- | --- | --- | --- | --- | --- |';

export function goalLine(
  what: string,
  beside: string,
  { of, least }: Pick<Goal, 'of' | 'least'>,
  ratio: Interval,
): string {
  return `| ${what} | ${beside} | ${of} | ${least} | ${intervalText(ratio)} | ${ratio.low >= least ? 'yes' : 'no'} |`;
}
