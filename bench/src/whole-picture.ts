// The whole picture of the real data, one request at a time: `node bench/src/whole-picture.ts [--rounds 24] [--requests 8] [--warming 4]`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHome } from '../../hub/dist/home.js';
import { startPostgres } from '../../hub/dist/postgres/postgres.js';
import { ask, besideCore, type Contender, type GatewayServer, startContender, startNode } from './contender.ts';
import { goalLine, goalsHead } from './goals.ts';
import { installContenders } from './install.ts';
import { intervalText } from './interval.ts';
import { loadData } from './load-data.ts';
import { ratioOf } from './neighbours.ts';
import { machine, median } from './report.ts';
import type { Slice } from './slice.ts';
import { orderOf } from './turns.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '24' },
    requests: { type: 'string', default: '8' },
    warming: { type: 'string', default: '4' },
  },
});
const root = join(import.meta.dirname, '../..');
const query = readFileSync(join(root, 'schema/operations/whole-picture.graphql'), 'utf8');

const hub = join(import.meta.dirname, 'whole-hub.ts');
const apollo = { cwd: join(root, 'bench/contenders'), args: ['apollo-signed.js'] };
const contenders: Contender[] = [
  { name: 'hand-written handler over PostgreSQL', args: [join(import.meta.dirname, 'hand-written-picture.ts')] },
  { name: 'Cabildo, direct calls, uncached', args: [hub], env: { CALLS: 'direct' } },
  { name: 'Cabildo, direct calls, uncached, no read kept', args: [hub], env: { CALLS: 'direct', KEPT: '0' } },
  { name: 'Cabildo, HTTP, uncached', args: [hub], env: { CALLS: 'http' } },
  { name: 'the same subgraphs behind @apollo/gateway', ...apollo },
  { name: 'the same subgraphs behind @apollo/gateway, no read kept', ...apollo, env: { KEPT: '0' } },
  { name: 'Cabildo, direct calls, cached', args: [hub], env: { CALLS: 'direct', CACHED: '1' } },
];

const say = (text: string) => process.stderr.write(`${text}\n`);
await installContenders();
const folder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
const postgres = await startPostgres({ home: await openHome(folder) });
const dsn = postgres.dsn();
try {
  await loadData(dsn);
  process.stdout.write(await measureAll());
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

async function measureAll(): Promise<string> {
  const served = [await serve({}), await serve({ KEPT: '0' })];
  const env = { DSN: dsn, QUERY: query, SUPERGRAPH: join(root, 'schema/supergraph.graphql') };
  const slices: Slice[] = [];
  let right: string | undefined;
  const running: GatewayServer[] = [];
  for (const contender of contenders) {
    say(`Starting ${contender.name} …`);
    const { urls } = served[contender.env?.KEPT === '0' ? 1 : 0]!;
    const started = await startContender(contender, { ...env, URLS: urls });
    running.push(started);
    const { data } = JSON.parse(await ask(started.port, query)) as { data: unknown };
    right ??= JSON.stringify(data);
    if (JSON.stringify(data) !== right) throw new Error(`${contender.name} answers otherwise than the first.`);
    const warm = performance.now() + Number(flags.warming) * 1000;
    while (performance.now() < warm) await ask(started.port, query);
  }
  for (let round = 0; round < Number(flags.rounds); round++)
    for (const index of orderOf(round, running.length)) slices.push(await measure(running[index]!, slices.length));
  for (const { child } of served) child.kill('SIGKILL');
  for (const each of running) await each.stop();
  return written(slices, right!.length);
}

/** A process of the subgraphs. */
async function serve(env: Record<string, string>) {
  const child = startNode([join(import.meta.dirname, 'served-subgraphs.ts')], { DSN: dsn, ...env }, besideCore);
  const urls = await new Promise<string>((resolve) =>
    child.stdout!.once('data', (chunk: Buffer) => resolve(String(chunk).trim())),
  );
  return { child, urls };
}

/** Some requests, one after another. */
async function measure(running: GatewayServer, order: number): Promise<Slice> {
  const latencies: number[] = [];
  const [cpu, begun] = [running.cpu(), performance.now()];
  for (let i = 0; i < Number(flags.requests); i++) {
    const sent = performance.now();
    await ask(running.port, query);
    latencies.push(performance.now() - sent);
  }
  const requests = latencies.length;
  const seconds = (performance.now() - begun) / 1_000;
  const used = (running.cpu() - cpu) / requests;
  const sorted = latencies.sort((a, b) => a - b);
  const { name: contender } = running.contender;
  return { contender, order, requests, cpu: used, rate: requests / seconds, latencies: sorted, calls: Number.NaN };
}

/** The CPU of the subgraphs is in that of the process where calls are direct; over HTTP it is not. */
const goals = [
  { what: 'over HTTP, uncached', ours: 'Cabildo, HTTP, uncached', least: 6, of: 'CPU' },
  { what: 'direct calls, uncached', ours: 'Cabildo, direct calls, uncached', least: 6, of: 'time' },
] as const;

function written(slices: readonly Slice[], bytes: number): string {
  const [byHand, behindApollo] = [contenders[0]!.name, 'the same subgraphs behind @apollo/gateway'];
  const of = (name: string, read: (slice: Slice) => number) =>
    median(slices.filter(({ contender }) => contender === name).map(read));
  const ratio = (name: string, beside: string, read: (slice: Slice) => number) =>
    name === beside ? '1' : intervalText(ratioOf(slices, name, beside, read));
  const cpu = (slice: Slice) => slice.cpu;
  const time = (slice: Slice) => 1_000 / slice.rate;
  const lines = contenders.map(({ name }) => {
    const figures = [(of(name, cpu) * 1_000).toFixed(2), ratio(name, behindApollo, cpu), of(name, time).toFixed(1)];
    return `| ${[name, ...figures, ratio(name, behindApollo, time), ratio(name, byHand, time)].join(' | ')} |`;
  });
  const reached = goals.map((goal) =>
    goalLine(goal.what, behindApollo, goal, ratioOf(slices, goal.ours, behindApollo, goal.of === 'CPU' ? cpu : time)),
  );
  const text = `# The whole picture of the real data

${machine()}
One request at a time. The contenders run in turns: ${flags.rounds} rounds of slices of ${flags.requests} requests, after ${flags.warming} s of warming up. A ratio is that of a
slice to the slices of the other contender before and after it: the median, with its 95 % interval. The response has ${bytes} characters. Times are those of the
client, which reads the text; CPU is that of the process that the client calls, without PostgreSQL and, over HTTP, without
the process of the subgraphs. Only the last contender caches responses. A subgraph caches the rows that it read at a
revision; where the name says "no read kept" it does not.

| contender | CPU ms | × less CPU than @apollo/gateway | ms | × faster than @apollo/gateway | × faster than hand-written |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

## Goals

A line is met when its whole interval is.

${goalsHead}
${reached.join('\n')}
`;
  const results = join(root, 'bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `whole-picture-${new Date().toISOString().slice(0, 10)}.md`), text);
  return text;
}
