import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { reference } from './contenders.ts';
import { goalsTable } from './goals.ts';
import { intervalText } from './interval.ts';
import { ratioOf } from './neighbours.ts';
import { quantile } from './quantile.ts';
import type { Slice } from './slice.ts';

/** What was measured of one query. */
export interface QueryMeasured {
  readonly query: string;
  readonly slices: readonly Slice[];
  /** By contender: the most bytes that it ever held. */
  readonly peaks: ReadonlyMap<string, number>;
  /** By contender: instructions of one request. */
  readonly instructions: ReadonlyMap<string, number>;
}

export interface ReportOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** How instructions were counted. */
  readonly counter?: string;
  readonly heavyBytes: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

function line(name: string, { slices, peaks, instructions }: QueryMeasured): string {
  const own = slices.filter(({ contender }) => contender === name);
  const of = (read: (slice: Slice) => number) => median(own.map(read));
  const times = (read: (slice: Slice) => number) =>
    name === reference ? '1' : intervalText(ratioOf(slices, name, reference, read));
  const latencies = own.flatMap((slice) => slice.latencies).sort((a, b) => a - b);
  const counted = instructions.get(name);
  return [
    name,
    (of(({ cpu }) => cpu) * 1_000).toFixed(3),
    times(({ cpu }) => cpu),
    counted === undefined ? '' : (counted / 1e6).toFixed(2),
    of(({ rate }) => rate).toFixed(0),
    times(({ rate }) => 1 / rate),
    quantile(latencies, 0.5).toFixed(1),
    quantile(latencies, 0.99).toFixed(1),
    ((peaks.get(name) ?? Number.NaN) / 1024 / 1024).toFixed(0),
    of(({ calls }) => calls).toFixed(2),
  ].join(' | ');
}

const head = [
  'contender',
  'CPU ms/req',
  '× less CPU',
  '10⁶ instructions/req',
  'req/s',
  '× more req/s',
  'p50 ms',
  'p99 ms',
  'peak MiB',
  'calls/req',
];

function table(measured: QueryMeasured): string {
  const names = [...new Set(measured.slices.map(({ contender }) => contender))];
  const lines = [head.join(' | '), head.map(() => '---').join(' | '), ...names.map((name) => line(name, measured))];
  return lines.map((text) => `| ${text} |`).join('\n');
}

export const machine = (): string =>
  `${new Date().toISOString()}, Node ${process.version}, ${platform()} ${release()}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ${loadavg()[1]?.toFixed(1)} processes at work over the last five minutes.`;

export function report(measured: readonly QueryMeasured[], options: ReportOptions): string {
  const { dependencies } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../contenders/package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  const slicesOf = (query: string) => measured.find((it) => it.query === query)?.slices ?? [];
  return `# Gateways over the same subgraph servers

${machine()}
${versions.join(', ')}.
Each contender is one process on one core; the load and the subgraph servers are on the other. The contenders run in turns:
${options.rounds} rounds of slices of ${options.seconds} s at ${options.connections} connections. A ratio is that of a slice to the slices of
${reference} before and after it: the median, with its 95 % interval. CPU is the first figure, since a busy host changes it
least. ${options.counter ? `Instructions are counted by ${options.counter}, one request at a time.` : 'This machine counts no instructions.'} Calls are counted by the subgraph servers. The heavy response has ${options.heavyBytes} bytes.

${measured.map((it) => `## ${it.query}\n\n${table(it)}\n`).join('\n')}
## Goals

A line is met when its whole interval is.

${goalsTable(slicesOf)}
`;
}
