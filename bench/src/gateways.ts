// Every gateway over the same subgraph servers: `pnpm bench [--rounds 24] [--seconds 0.5] [--warming 4] [--connections 50]
// [--only words] [--queries small,heavy] [--instructions 0]`. `--instructions N` counts the instructions of N requests.
// A run with `--only` writes no results.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, besideCore, type GatewayServer, startContender, startNode, stayOn } from './contender.ts';
import { contenders } from './contenders.ts';
import { supergraphAt } from './graph.ts';
import { installContenders } from './install.ts';
import { type Counter, countByCallgrind, countByPerf, counterOf } from './instructions.ts';
import { load } from './load.ts';
import { type BenchQuery, queries } from './queries.ts';
import { type QueryMeasured, report } from './report.ts';
import { takeTurns } from './turns.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '0.5' },
    warming: { type: 'string', default: '4' },
    connections: { type: 'string', default: '50' },
    only: { type: 'string', default: '' },
    queries: { type: 'string', default: 'small,medium,heavy' },
    instructions: { type: 'string', default: '0' },
  },
});
const [rounds, seconds, warming, connections] = [flags.rounds, flags.seconds, flags.warming, flags.connections].map(
  Number,
) as [number, number, number, number];
const say = (text: string) => process.stderr.write(`${text}\n`);

await installContenders();
stayOn(besideCore);
const standIn = startNode([join(import.meta.dirname, 'stand-in.ts')], {}, besideCore);
const agencies = await new Promise<string>((resolve) =>
  standIn.stdout!.once('data', (chunk: Buffer) => resolve(`http://127.0.0.1:${String(chunk).trim()}`)),
);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const files = { supergraph: join(folder, 'supergraph.graphql'), answers: join(folder, 'answers.json') };
writeFileSync(files.supergraph, supergraphAt(agencies));

const wanted = queries.filter(({ name }) => flags.queries.split(',').includes(name));
const texts = Object.fromEntries(queries.map(({ name, query }) => [name, query]));
const chosen = contenders.filter(({ name }) => flags.only.split(',').some((word) => name.includes(word)));
const right = new Map<string, string>();
const env = {
  SUPERGRAPH: files.supergraph,
  AGENCIES: agencies,
  QUERIES: JSON.stringify(texts),
  ANSWERS: files.answers,
};

/** Starts a contender; its responses must be those of the first. */
async function start(index: number): Promise<GatewayServer> {
  const bodies = [...right].map(([name, data]) => [texts[name], `{"data":${data}}\n`]);
  writeFileSync(files.answers, JSON.stringify(Object.fromEntries(bodies)));
  const running = await startContender(chosen[index]!, env);
  for (const { name, query } of wanted) {
    const { data } = JSON.parse(await ask(running.port, query)) as { data: unknown };
    const text = JSON.stringify(data);
    if (!right.has(name)) right.set(name, text);
    if (right.get(name) !== text)
      throw new Error(`The response of ${running.contender.name} to ${name} is not that of the first contender.`);
  }
  say(`${running.contender.name} runs.`);
  return running;
}

const callsNow = async () => Number(await (await fetch(`${agencies}/calls`)).text());
const counter = Number(flags.instructions) > 0 ? counterOf() : undefined;

async function measure(running: readonly GatewayServer[], { name, query }: BenchQuery): Promise<QueryMeasured> {
  const body = JSON.stringify({ query });
  for (const each of running) await load(each.port, body, connections, warming);
  say(`${name}: ${rounds} rounds of ${running.length} slices …`);
  const slices = await takeTurns(running, rounds, { body, connections, seconds, callsNow });
  const peaks = new Map(running.map((each) => [each.contender.name, each.peak()]));
  const instructions = new Map<string, number>();
  if (counter) for (const each of running) instructions.set(each.contender.name, await count(each, query, counter));
  return { query: name, slices, peaks, instructions };
}

async function count(running: GatewayServer, query: string, by: Counter): Promise<number> {
  const requests = Number(flags.instructions);
  if (by === 'perf') return countByPerf(running, query, requests);
  say(`${running.contender.name} under callgrind …`);
  return countByCallgrind(running.contender, env, query, { warming: requests, requests });
}

const running: GatewayServer[] = [];
for (let index = 0; index < chosen.length; index++) running.push(await start(index));
const measured: QueryMeasured[] = [];
for (const query of wanted) measured.push(await measure(running, query));
for (const each of running) await each.stop();
standIn.kill('SIGKILL');

const heavyBytes = Buffer.byteLength(right.get('heavy') ?? '');
const text = report(measured, { rounds, seconds, connections, counter, heavyBytes });
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
if (!flags.only) writeFileSync(join(results, `gateways-${new Date().toISOString().slice(0, 10)}.md`), text);
process.stdout.write(text);
process.exit();
