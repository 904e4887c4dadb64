// Ten times what the gateway can answer, in each way that it may come:
// `pnpm bench:overload [--query heavy] [--mode uncached] [--delay 0] [--rounds 3] [--seconds 6] [--times 10]
// [--connections 9000]`; delay: milliseconds that an agency takes to answer.
// The gateway runs alone on its core; the load and the stand-ins share the other, before the flood and in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Flood, flood } from './flood.ts';
import { load } from './load.ts';
import { startOurs, writeResults } from './ours-alone.ts';
import { queries } from './queries.ts';

const { values: flags } = parseArgs({
  options: {
    query: { type: 'string', default: 'heavy' },
    mode: { type: 'string', default: 'uncached' },
    delay: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    times: { type: 'string', default: '10' },
    connections: { type: 'string', default: '9000' },
    shapes: { type: 'string', default: 'closed,open,fresh,later' },
  },
});
const { query } = queries.find(({ name }) => name === flags.query)!;
const body = JSON.stringify({ query });
const [seconds, times, connections] = [flags.seconds, flags.times, flags.connections].map(Number) as [
  number,
  number,
  number,
];
const warming = 3;
/** Clients that wait for their answers: as many as the gateway is best with, and as many as it works on at once. */
const calm = [50, 256];

const { running, othersCpu, stop } = await startOurs(flags.mode, flags.delay);
const port = running.port;

const shapes: Record<
  string,
  { title: string; send: (best: number) => Promise<Omit<Flood, 'unsent'> & { unsent?: number }> }
> = {
  closed: {
    title: `${times} times as many clients: ${times * calm.at(-1)!}, each asks again when it is answered`,
    send: async () => {
      const told = await load(port, body, times * calm.at(-1)!, seconds, warming);
      return { ...told, sent: told.latencies.length + told.refusals.length + told.wrong };
    },
  },
  open: {
    title: `${times} times the rate, over ${connections} standing connections`,
    send: (best) => flood({ port, body, rate: best * times, connections, standing: true, seconds, warming }),
  },
  fresh: {
    title: `${times} times the rate, over up to ${connections} connections that come with it: the first seconds`,
    send: (best) => flood({ port, body, rate: best * times, connections, standing: false, seconds, warming: 0 }),
  },
  later: {
    title: 'The same: the seconds after',
    send: (best) => flood({ port, body, rate: best * times, connections, standing: false, seconds, warming: seconds }),
  },
};

const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;
const shown = (values: readonly number[]) => values.map((value) => value.toFixed(2)).join(', ');

/** What it does with each number of clients that wait: answers a second, and cores busy. */
type Calm = readonly { readonly rate: number; readonly busy: number }[];

async function calmly(): Promise<Calm> {
  const told: { rate: number; busy: number }[] = [];
  for (const clients of calm) {
    const [began, cpu] = [performance.now(), running.cpu()];
    const { rate } = await load(port, body, clients, seconds / 2, 0.5);
    told.push({ rate, busy: ((running.cpu() - cpu) / (performance.now() - began)) * 1_000 });
  }
  return told;
}

interface Round {
  readonly told: Omit<Flood, 'unsent'> & { readonly unsent?: number };
  readonly before: Calm;
  readonly after: Calm;
  /** Of the gateway, and of what is beside it, while it was flooded. */
  readonly busy: readonly [number, number];
  /** Bytes before and after. */
  readonly peaks: readonly [number, number];
}

let before: Calm = [];

async function round(shape: string): Promise<Round> {
  const calmPeak = running.peak();
  const [began, cpu, others] = [performance.now(), running.cpu(), othersCpu()];
  const told = await shapes[shape]!.send(Math.max(...before.map(({ rate }) => rate)));
  const elapsed = (performance.now() - began) / 1_000;
  const busy = [(running.cpu() - cpu) / elapsed, (othersCpu() - others) / elapsed] as const;
  const peaks = [calmPeak, running.peak()] as const;
  // What still stands in the queue belongs to no one's best.
  await sleep(2_000);
  const round = { told, before, after: await calmly(), busy, peaks };
  before = round.after;
  process.stderr.write(`${shape} ${told.rate.toFixed(0)} ${round.after.map(({ rate }) => rate.toFixed(0))}\n`);
  return round;
}

// A process that was never flooded is still slow: what it runs is not compiled yet, and its heap has yet to grow.
await load(port, body, 50, 4);
await flood({ port, body, rate: 20_000, connections, standing: true, seconds: 3, warming: 0 });
await sleep(2_000);
before = await calmly();
const rounds = flags.shapes.split(',').map((shape) => ({ shape, told: [] as Round[] }));
for (let i = 0; i < Number(flags.rounds); i++) for (const { shape, told } of rounds) told.push(await round(shape));
await stop();

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const all = rounds.flatMap(({ told }) => told);
/** The number of clients that it answers most of, over the whole run: the better of two in each round would be its luck. */
const sums = calm.map((_, i) => sum(all.map(({ after }) => after[i]!.rate)));
const best = sums.indexOf(Math.max(...sums));
const bestOf = ({ before, after }: Round, of: 'rate' | 'busy') => (before[best]![of] + after[best]![of]) / 2;
const shareOf = (round: Round) => round.told.rate / bestOf(round, 'rate');

function rowOf(round: Round): string {
  const { told, busy, peaks } = round;
  const cells = [
    bestOf(round, 'rate').toFixed(0),
    bestOf(round, 'busy').toFixed(2),
    (told.sent / seconds).toFixed(0),
    told.unsent === undefined ? '' : (told.unsent / seconds).toFixed(0),
    told.rate.toFixed(0),
    shareOf(round).toFixed(2),
    quantile(told.latencies, 0.5).toFixed(0),
    quantile(told.latencies, 0.99).toFixed(0),
    told.latencies.at(-1)?.toFixed(0) ?? '',
    (told.refusals.length / seconds).toFixed(0),
    quantile(told.refusals, 0.99).toFixed(0),
    told.wrong,
    busy.map((value) => value.toFixed(2)).join(' | '),
    peaks.map((bytes) => (bytes / 1e6).toFixed(0)).join(' → '),
  ];
  return `| ${cells.join(' | ')} |`;
}

const head =
  '| best/s | its cores busy | sent/s | not sent/s: no connection free | good/s | share | p50 of good, ms | p99 | slowest | 503 with Retry-After/s | p99 of 503, ms | else | cores busy | load and stand-ins busy | peak memory, MB |';
const tables = rounds.map(({ shape, told }) => {
  const share = sum(told.map(({ told }) => told.rate)) / sum(told.map((round) => bestOf(round, 'rate')));
  return `## ${shapes[shape]!.title}

Share of all rounds together: ${share.toFixed(2)}; of each: ${shown(told.map(shareOf))}.

${head}
|${' --- |'.repeat(head.split('|').length - 2)}
${told.map(rowOf).join('\n')}
`;
});
const kinds = [flags.query, flags.mode, ...(flags.delay === '0' ? [] : [`agencies of ${flags.delay} ms`])];
const text = `# ${times} times what the gateway can answer (${kinds.join(', ')})

${flags.rounds} rounds in one run, ${seconds} s each after ${warming} s that are not told, but in the last two shapes. Share: of the best throughput of the same process,
with ${calm[best]} clients that wait for their answers (of ${calm.join(' and ')} those of which it answers more): the mean of what it reached just before and just after. The load is one
process, the same in both.

${tables.join('\n')}`;
writeResults(['overload', ...kinds.filter((kind) => kind !== 'uncached')].join('-').replaceAll(' ', '-'), text);
process.exit();
