// Ten times what the gateway can answer, in each way that it may come:
// `pnpm bench:overload [--query heavy] [--mode uncached] [--rounds 3] [--seconds 6] [--times 10] [--connections 9000]`.
// The gateway runs alone on its core; the load and the stand-ins share the other, before the flood and in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Flood, flood } from './flood.ts';
import { load } from './load.ts';
import { startOurs, writeResults } from './ours-alone.ts';
import { queries } from './queries.ts';
import { median } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    query: { type: 'string', default: 'heavy' },
    mode: { type: 'string', default: 'uncached' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    times: { type: 'string', default: '10' },
    connections: { type: 'string', default: '9000' },
    shapes: { type: 'string', default: 'closed,open,fresh' },
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

const { running, othersCpu, stop } = await startOurs(flags.mode);
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
    title: `${times} times the rate, over up to ${connections} connections that come with it`,
    send: (best) => flood({ port, body, rate: best * times, connections, standing: false, seconds, warming: 0 }),
  },
};

const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;
const shown = (values: readonly number[]) => values.map((value) => value.toFixed(2)).join(', ');

interface Best {
  readonly rate: number;
  readonly busy: number;
}

/** With each number of clients. */
async function calmly(): Promise<Best[]> {
  const told: Best[] = [];
  for (const clients of calm) {
    const [began, cpu] = [performance.now(), running.cpu()];
    const { rate } = await load(port, body, clients, seconds / 2, 0.5);
    told.push({ rate, busy: ((running.cpu() - cpu) / (performance.now() - began)) * 1_000 });
  }
  return told;
}

const mean = (a: number, b: number) => (a + b) / 2;

function bestOf(before: readonly Best[], after: readonly Best[]): Best {
  const means = before.map(({ rate, busy }, i) => ({
    rate: mean(rate, after[i]!.rate),
    busy: mean(busy, after[i]!.busy),
  }));
  return means.reduce((a, b) => (a.rate > b.rate ? a : b));
}

let before: Best[] = [];

async function round(shape: string): Promise<{ share: number; row: string }> {
  const calmPeak = running.peak();
  const [began, cpu, others] = [performance.now(), running.cpu(), othersCpu()];
  const told = await shapes[shape]!.send(Math.max(...before.map(({ rate }) => rate)));
  const elapsed = (performance.now() - began) / 1_000;
  const busy = ((running.cpu() - cpu) / elapsed).toFixed(2);
  const othersBusy = ((othersCpu() - others) / elapsed).toFixed(2);
  const peak = running.peak();
  // What still stands in the queue belongs to no one's best.
  await sleep(2_000);
  const after = await calmly();
  const best = bestOf(before, after);
  before = after;
  const share = told.rate / best.rate;
  const cells = [
    best.rate.toFixed(0),
    best.busy.toFixed(2),
    (told.sent / seconds).toFixed(0),
    told.unsent === undefined ? '' : (told.unsent / seconds).toFixed(0),
    told.rate.toFixed(0),
    share.toFixed(2),
    quantile(told.latencies, 0.5).toFixed(0),
    quantile(told.latencies, 0.99).toFixed(0),
    told.latencies.at(-1)?.toFixed(0) ?? '',
    (told.refusals.length / seconds).toFixed(0),
    quantile(told.refusals, 0.99).toFixed(0),
    told.wrong,
    busy,
    othersBusy,
    `${(calmPeak / 1e6).toFixed(0)} → ${(peak / 1e6).toFixed(0)}`,
  ];
  const row = `| ${cells.join(' | ')} |`;
  process.stderr.write(`${shape} ${row}\n`);
  return { share, row };
}

// A process that was never flooded is still slow: what it runs is not compiled yet, and its heap has yet to grow.
await load(port, body, 50, 4);
await flood({ port, body, rate: 20_000, connections, standing: true, seconds: 3, warming: 0 });
await sleep(2_000);
before = await calmly();
const rounds = flags.shapes.split(',').map((shape) => ({ shape, told: [] as { share: number; row: string }[] }));
for (let i = 0; i < Number(flags.rounds); i++) for (const { shape, told } of rounds) told.push(await round(shape));
await stop();

const head =
  '| best/s | its cores busy | sent/s | not sent/s: no connection free | good/s | share | p50 of good, ms | p99 | slowest | 503 with Retry-After/s | p99 of 503, ms | else | cores busy | load and stand-ins busy | peak memory, MB |';
const tables = rounds.map(({ shape, told }) => {
  const shares = told.map(({ share }) => share);
  return `## ${shapes[shape]!.title}

Shares: ${shown(shares)}; least ${Math.min(...shares).toFixed(2)}, median ${median(shares).toFixed(2)}.

${head}
|${' --- |'.repeat(head.split('|').length - 2)}
${told.map(({ row }) => row).join('\n')}
`;
});
const text = `# ${times} times what the gateway can answer (${flags.query}, ${flags.mode})

${flags.rounds} rounds in one run, ${seconds} s each after ${warming} s that are not told, but where connections come with the flood. Share: of the best throughput of the same process,
with ${calm.join(' or ')} clients that wait for their answers: the mean of what it reached just before and just after. The load is one process, the same in both.

${tables.join('\n')}`;
writeResults(`overload-${flags.query}${flags.mode === 'uncached' ? '' : `-${flags.mode}`}`, text);
process.exit();
