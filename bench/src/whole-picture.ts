// The whole picture of the real data, one request at a time: `node bench/src/whole-picture.ts [--rounds 5] [--requests 20] [--warming 4]`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHome } from '../../hub/dist/home.js';
import { startPostgres } from '../../hub/dist/postgres/postgres.js';
import { ask, besideCore, type Contender, type GatewayServer, startContender, startNode } from './contender.ts';
import { installContenders } from './install.ts';
import { loadData } from './load-data.ts';
import { machine, median } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '20' },
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

interface Round {
  readonly contender: string;
  /** Milliseconds of one request, and of CPU of the process that answers. */
  readonly time: number;
  readonly cpu: number;
}

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
  const rounds: Round[] = [];
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
    for (const each of running) rounds.push(await measure(each));
  for (const { child } of served) child.kill('SIGKILL');
  for (const each of running) await each.stop();
  return written(rounds, right!.length);
}

/** A process of the subgraphs. */
async function serve(env: Record<string, string>) {
  const child = startNode([join(import.meta.dirname, 'served-subgraphs.ts')], { DSN: dsn, ...env }, besideCore);
  const urls = await new Promise<string>((resolve) =>
    child.stdout!.once('data', (chunk: Buffer) => resolve(String(chunk).trim())),
  );
  return { child, urls };
}

async function measure(running: GatewayServer): Promise<Round> {
  const requests = Number(flags.requests);
  const [cpu, begun] = [running.cpu(), performance.now()];
  for (let i = 0; i < requests; i++) await ask(running.port, query);
  const time = (performance.now() - begun) / requests;
  return { contender: running.contender.name, time, cpu: ((running.cpu() - cpu) / requests) * 1000 };
}

function written(rounds: readonly Round[], bytes: number): string {
  const of = (name: string, read: (round: Round) => number) =>
    median(rounds.filter(({ contender }) => contender === name).map(read));
  const base = of(contenders[0]!.name, ({ time }) => time);
  const lines = contenders.map(({ name }) => {
    const time = of(name, (round) => round.time);
    return `| ${name} | ${time.toFixed(1)} | ${(time / base).toFixed(2)} | ${of(name, ({ cpu }) => cpu).toFixed(1)} |`;
  });
  const text = `# The whole picture of the real data

${machine()}
One request at a time, the median of ${flags.rounds} interleaved rounds of ${flags.requests}, after ${flags.warming} s that are not told; the answer has ${bytes} characters. Times are those
of the client, fetching and reading the text; CPU is that of the process asked, without PostgreSQL and, over HTTP, without
the process of the subgraphs. Every request runs, but for the last contender: a subgraph keeps the rows that it read at a
revision, as it does unless told otherwise, and where it says "no read kept" it does not.

| contender | ms | × hand-written | CPU ms |
| --- | --- | --- | --- |
${lines.join('\n')}
`;
  const results = join(root, 'bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `whole-picture-${new Date().toISOString().slice(0, 10)}.md`), text);
  return text;
}
