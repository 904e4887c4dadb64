// What it costs to say no: `pnpm bench:hostile [--seconds 2]`. CPU of the gateway for each refused request, as a ratio to
// what the small query takes it; nothing of either is cached or shared.
import { parseArgs } from 'node:util';
import { hostileRequests } from './hostile-requests.ts';
import { load } from './load.ts';
import { startOurs, writeResults } from './ours-alone.ts';
import { queries } from './queries.ts';
import { refusedLoad } from './refused-load.ts';

const { values: flags } = parseArgs({ options: { seconds: { type: 'string', default: '2' } } });
const seconds = Number(flags.seconds);
const connections = 20;

const { running, stop } = await startOurs();
const small = JSON.stringify({ query: queries.find(({ name }) => name === 'small')!.query });

async function costOfSmall(): Promise<number> {
  const before = running.cpu();
  const { latencies } = await load(running.port, small, connections, seconds);
  return (running.cpu() - before) / latencies.length;
}

await load(running.port, small, connections, 3);
const rows: string[] = [];
for (const asked of hostileRequests) {
  await refusedLoad(running.port, asked, connections, 0.3);
  const base = await costOfSmall();
  const before = running.cpu();
  const { answers, code } = await refusedLoad(running.port, asked, connections, seconds);
  const cost = (running.cpu() - before) / answers;
  if (code !== asked.code) throw new Error(`${asked.title} was answered ${code} and not ${asked.code}.`);
  const micros = (cost * 1e6).toFixed(0);
  rows.push(`| ${asked.title} | ${asked.code} | ${asked.body.length} | ${micros} | ${(cost / base).toFixed(2)} |`);
  process.stderr.write(`${rows.at(-1)}\n`);
}
await stop();
writeResults(
  'hostile',
  `# What it costs to refuse

CPU of the gateway a request, all of HTTP included, and its ratio to what the small query (one call) takes the same process
just before. ${connections} connections, ${seconds} s each.

| request | refused by | bytes | CPU, µs | ratio |
|---|---|---|---|---|
${rows.join('\n')}
`,
);
process.exit();
