// Ten times what the gateway can answer: `pnpm bench:overload [--query heavy] [--times 10] [--seconds 8] [--connections 1500]`.
// The requests are sent at their rate whatever is answered; the gateway runs alone on its core.
import { parseArgs } from 'node:util';
import { flood } from './flood.ts';
import { load } from './load.ts';
import { startOurs, writeResults } from './ours-alone.ts';
import { queries } from './queries.ts';
import { median } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    query: { type: 'string', default: 'heavy' },
    times: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '2' },
  },
});
const { query } = queries.find(({ name }) => name === flags.query)!;
const body = JSON.stringify({ query });
const seconds = Number(flags.seconds);
const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(sorted.length * q)] ?? 0;

const { running, stop } = await startOurs();
await load(running.port, body, 50, 3);
const rows: string[] = [];
const shares: number[] = [];
for (let round = 0; round < Number(flags.rounds); round++) {
  const rates: number[] = [];
  for (const connections of [50, 256]) rates.push((await load(running.port, body, connections, seconds / 2)).rate);
  const best = Math.max(...rates);
  const calm = running.peak();
  const rate = best * Number(flags.times);
  const cpu = running.cpu();
  const told = await flood({
    port: running.port,
    body,
    rate,
    connections: Number(flags.connections),
    seconds,
    warming: 2,
  });
  const busy = (running.cpu() - cpu) / (seconds + 2);
  const good = told.latencies.length / seconds;
  shares.push(good / best);
  rows.push(
    `| ${[
      best.toFixed(0),
      rate.toFixed(0),
      ((told.sent + told.unsent) / seconds).toFixed(0),
      good.toFixed(0),
      (good / best).toFixed(2),
      quantile(told.latencies, 0.5).toFixed(0),
      quantile(told.latencies, 0.99).toFixed(0),
      (told.refused / seconds).toFixed(0),
      quantile(told.refusals, 0.99).toFixed(0),
      (told.unsent / seconds).toFixed(0),
      told.wrong,
      busy.toFixed(2),
      `${(calm / 1e6).toFixed(0)} → ${(running.peak() / 1e6).toFixed(0)}`,
    ].join(' | ')} |`,
  );
}
await stop();
const text = `# ${flags.times} times what the gateway can answer (${flags.query})

${rows.length} rounds in one run, ${seconds} s each, over ${flags.connections} connections at most. Share: of the best throughput that the same
process reached just before, with 50 or 256 clients that wait for their answers. Median of the shares: ${median(shares).toFixed(2)}.

| best/s | wanted/s | offered/s | good/s | share | p50 of good, ms | p99 | 503 with Retry-After/s | p99 of 503, ms | not sent/s: no connection free | else | cores busy | peak memory, MB |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
writeResults(`overload-${flags.query}`, text);
process.exit();
