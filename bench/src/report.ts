import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { reference } from './contenders.ts';
import { goalsTable } from './goals.ts';
import type { Row, Summary } from './row.ts';
import type { Told } from './tally.ts';

export interface Measured extends Told {
  readonly contender: string;
  readonly query: string;
  readonly connections: number;
  /** Seconds of CPU a request. */
  readonly cpu: number;
  /** Calls of subgraphs a request, counted by the subgraphs. */
  readonly calls: number;
  /** Bytes. */
  readonly peak: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}
const quantile = (sorted: readonly number[], q: number): number => sorted[Math.floor(sorted.length * q)] ?? Number.NaN;

/** The median round. */
function summary(rounds: Measured[]): Summary {
  const of = (read: (round: Measured) => number) => median(rounds.map(read));
  return {
    rate: of(({ rate }) => rate),
    p50: of(({ latencies }) => quantile(latencies, 0.5)),
    p99: of(({ latencies }) => quantile(latencies, 0.99)),
    cpu: of(({ cpu }) => cpu),
    calls: of(({ calls }) => calls),
    peak: Math.max(...rounds.map(({ peak }) => peak)),
  };
}

function rowsOf(measured: readonly Measured[], query: string): Row[] {
  const names = [...new Set(measured.map(({ contender }) => contender))];
  const rounds = (contender: string, connections: number) =>
    measured.filter((each) => each.contender === contender && each.query === query && each.connections === connections);
  return names.map((contender) => ({
    contender,
    alone: summary(rounds(contender, 1)),
    many: summary(rounds(contender, 50)),
  }));
}

const times = (value: number, base: number | undefined): string =>
  base === undefined ? '' : ` (${(value / base).toPrecision(2).replace(/\.?e\+(\d+)$/, 'e$1')})`;

function table(rows: readonly Row[]): string {
  const base = rows.find(({ contender }) => contender === reference);
  const lines = rows.map(({ contender, alone, many }) =>
    [
      contender,
      `${alone.rate.toFixed(0)}${times(alone.rate, base?.alone.rate)}`,
      `${many.rate.toFixed(0)}${times(many.rate, base?.many.rate)}`,
      `${many.p50.toFixed(1)}`,
      `${many.p99.toFixed(1)}${times(many.p99, base?.many.p99)}`,
      `${(many.cpu * 1000).toFixed(2)}${times(many.cpu, base?.many.cpu)}`,
      `${(many.peak / 1024 / 1024).toFixed(0)}`,
      `${many.calls.toFixed(2)}`,
    ].join(' | '),
  );
  const head = ['contender', 'req/s at 1', 'req/s at 50', 'p50 ms', 'p99 ms', 'CPU ms/req', 'peak MiB', 'calls/req'];
  return [head.join(' | '), head.map(() => '---').join(' | '), ...lines].map((line) => `| ${line} |`).join('\n');
}

export const machine = (): string =>
  `${new Date().toISOString()}, Node ${process.version}, ${platform()} ${release()}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ${loadavg()[1]?.toFixed(1)} processes at work over the last five minutes.`;

export function report(measured: readonly Measured[], heavyBytes: number): string {
  const versions = JSON.parse(readFileSync(join(import.meta.dirname, '../contenders/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const parts = ['small', 'medium', 'heavy'].filter((query) => measured.some((each) => each.query === query));
  return `# Gateways over the same stand-in subgraphs

${machine()}
${Object.entries(versions.dependencies)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.
Each contender is one process on one core, with what it starts there; the load and the stand-ins are on the other. The median of the rounds; in
brackets the ratio to ${reference}. p50, p99, CPU, peak memory and calls are those at 50 connections; calls are
counted by the subgraphs. The heavy answer has ${heavyBytes} bytes.

${parts.map((query) => `## ${query}\n\n${table(rowsOf(measured, query))}\n`).join('\n')}
## What it must reach

${goalsTable((query) => (parts.includes(query) ? rowsOf(measured, query) : []))}
`;
}
