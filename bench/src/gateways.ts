// Every gateway over the same stand-ins: `pnpm bench [--rounds 3] [--seconds 2] [--warming 4] [--only words] [--queries small,heavy]`.
// A run with `--only` writes no results.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, besideCore, type GatewayServer, startContender, startNode, stayOn } from './contender.ts';
import { contenders } from './contenders.ts';
import { supergraphAt } from './graph.ts';
import { installContenders } from './install.ts';
import { load } from './load.ts';
import { type BenchQuery, queries } from './queries.ts';
import { type Measured, report } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    warming: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    queries: { type: 'string', default: 'small,medium,heavy' },
  },
});

await installContenders();
stayOn(besideCore);
const standIn = startNode([join(import.meta.dirname, 'stand-in.ts')], {}, besideCore);
const agencies = await new Promise<string>((resolve) =>
  standIn.stdout!.once('data', (chunk: Buffer) => resolve(`http://127.0.0.1:${String(chunk).trim()}`)),
);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const supergraph = join(folder, 'supergraph.graphql');
const answers = join(folder, 'answers.json');
writeFileSync(supergraph, supergraphAt(agencies));

const asked = queries.filter(({ name }) => flags.queries.split(',').includes(name));
const texts = Object.fromEntries(queries.map(({ name, query }) => [name, query]));
const chosen = contenders.filter(({ name }) => flags.only.split(',').some((word) => name.includes(word)));
const right = new Map<string, string>();
const measured: Measured[] = [];

/** Starts a contender and lets it answer until it is warm; its answers must be those of the first. */
async function warm(index: number): Promise<GatewayServer> {
  const texted = [...right].map(([name, data]) => [texts[name], `{"data":${data}}\n`]);
  writeFileSync(answers, JSON.stringify(Object.fromEntries(texted)));
  const env = {
    SUPERGRAPH: supergraph,
    AGENCIES: agencies,
    QUERIES: JSON.stringify(texts),
    ANSWERS: answers,
  };
  const running = await startContender(chosen[index]!, env);
  for (const { name, query } of asked) {
    const { data } = JSON.parse(await ask(running.port, query)) as { data: unknown };
    const text = JSON.stringify(data);
    if (!right.has(name)) right.set(name, text);
    if (right.get(name) !== text)
      throw new Error(`${running.contender.name} answers ${name} otherwise than the first.`);
  }
  return running;
}

const callsNow = async () => Number(await (await fetch(`${agencies}/calls`)).text());

async function measure(running: GatewayServer, { name, query }: BenchQuery, connections: number) {
  const body = JSON.stringify({ query });
  await load(running.port, body, connections, 0.5);
  const [cpu, calls] = [running.cpu(), await callsNow()];
  const result = await load(running.port, body, connections, Number(flags.seconds));
  const contender = running.contender.name;
  const wrong = result.wrong + result.refusals.length;
  if (wrong) throw new Error(`${contender} answered ${name} ${wrong} times with an error.`);
  measured.push({
    contender,
    query: name,
    connections,
    ...result,
    cpu: (running.cpu() - cpu) / result.latencies.length,
    calls: ((await callsNow()) - calls) / result.latencies.length,
    peak: running.peak(),
  });
  process.stderr.write(`${name} ×${connections} ${contender}: ${result.rate.toFixed(0)}/s\n`);
}

for (let round = 0; round < Number(flags.rounds); round++) {
  // One contender runs at a time, so that none takes from another; rounds are what is interleaved.
  for (let index = 0; index < chosen.length; index++) {
    const running = await warm(index);
    for (const query of asked) {
      await load(running.port, JSON.stringify({ query: query.query }), 50, Number(flags.warming));
      for (const connections of [1, 50]) await measure(running, query, connections);
    }
    await running.stop();
  }
}
standIn.kill('SIGKILL');

const text = report(measured, Buffer.byteLength(right.get('heavy') ?? ''));
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
if (!flags.only && measured.length)
  writeFileSync(join(results, `gateways-${new Date().toISOString().slice(0, 10)}.md`), text);
process.stdout.write(text);
process.exit();
