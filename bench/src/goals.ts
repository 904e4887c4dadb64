import { reference } from './contenders.ts';
import type { Row } from './row.ts';

interface Goal {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  readonly queries: readonly string[];
  /** Of the two rows, the larger the better; a goal is reached from `least` on. */
  readonly ratio: (ours: Row, beside: Row) => number;
  readonly least: number;
}

const uncached = 'Cabildo, uncached';
const byRate: Goal['ratio'] = (ours, beside) => ours.many.rate / beside.many.rate;
const every = ['small', 'medium', 'heavy'];

const goals: readonly Goal[] = [
  { what: 'nothing shared or kept', ours: uncached, beside: reference, queries: ['heavy'], ratio: byRate, least: 7 },
  {
    what: 'nothing shared or kept',
    ours: uncached,
    beside: reference,
    queries: ['small', 'medium'],
    ratio: byRate,
    least: 6,
  },
  {
    what: 'nothing shared or kept',
    ours: uncached,
    beside: 'Hive Gateway, Rust runtime',
    queries: ['heavy'],
    ratio: byRate,
    least: 4,
  },
  {
    what: 'nothing shared or kept',
    ours: uncached,
    beside: 'hand-written, no GraphQL',
    queries: ['heavy'],
    ratio: byRate,
    least: 0.65,
  },
  {
    what: 'equal requests shared',
    ours: 'Cabildo, sharing',
    beside: reference,
    queries: ['heavy'],
    ratio: byRate,
    least: 100,
  },
  {
    what: 'kept',
    ours: 'Cabildo, cached',
    beside: 'static body, node:http',
    queries: every,
    ratio: byRate,
    least: 0.8,
  },
  {
    what: 'p99, how many times shorter',
    ours: uncached,
    beside: reference,
    queries: every,
    ratio: (ours, beside) => beside.many.p99 / ours.many.p99,
    least: 5,
  },
  {
    what: 'peak memory, how many times less',
    ours: uncached,
    beside: reference,
    queries: every,
    ratio: (ours, beside) => beside.many.peak / ours.many.peak,
    least: 1,
  },
];

/** What the gateway is to reach, and what it reached in this run, at 50 connections. */
export function goalsTable(rowsOf: (query: string) => readonly Row[]): string {
  const lines = goals.flatMap((goal) =>
    goal.queries.flatMap((query) => {
      const rows = rowsOf(query);
      const [ours, beside] = [goal.ours, goal.beside].map((name) => rows.find(({ contender }) => contender === name));
      if (!ours || !beside) return [];
      const ratio = goal.ratio(ours, beside);
      const reached = ratio >= goal.least ? 'yes' : 'no';
      return `| ${query}, ${goal.what} | ${goal.beside} | ${goal.least} | ${ratio.toPrecision(3)} | ${reached} |`;
    }),
  );
  if (!lines.length) return '';
  return ['| Cabildo | beside | at least | reached | met |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
