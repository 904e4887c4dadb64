// The whole picture over 11,000 observations and over 10,000,000, now and as of moments past:
// `node bench/src/by-the-million.ts [--home FOLDER] [--rounds 5] [--requests 8]`. With a home, what is generated stays in
// it and is not generated again.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openHome } from '../../hub/dist/home.js';
import { startPostgres } from '../../hub/dist/postgres/postgres.js';
import { ask, type Contender, type GatewayServer, startContender } from './contender.ts';
import { describeHistory, type Generated, generateHistory } from './generated-history.ts';
import { loadData } from './load-data.ts';
import { machine, median } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    home: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '8' },
  },
});
const root = join(import.meta.dirname, '../..');
const query = readFileSync(join(root, 'schema/operations/whole-picture.graphql'), 'utf8');
const say = (text: string) => process.stderr.write(`${text}\n`);

interface Case {
  readonly name: string;
  readonly database: string;
  /** Whether subgraphs keep what they read. */
  readonly kept: boolean;
  readonly asOf?: string;
}
interface Round {
  readonly name: string;
  readonly time: number;
}

const folder = flags.home ?? mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
const postgres = await startPostgres({ home: await openHome(folder) });
try {
  const generated = await prepare();
  process.stdout.write(await measureAll(casesOf(generated), generated));
} finally {
  if (!postgres.reused) await postgres.stop();
  if (!flags.home) rmSync(folder, { recursive: true, force: true });
}
process.exit();

/** Two databases: the real data, and the same with ten million observations before it. */
async function prepare(): Promise<Generated> {
  if (!(await hasDatabase('real'))) {
    await onServer('create database real');
    await loadData(postgres.dsn('real'));
  }
  if (!(await hasDatabase('millions'))) {
    say('Generating ten million observations …');
    await onServer('create database growing template real');
    await generateHistory(postgres.dsn('growing'));
    await onServer('alter database growing rename to millions');
  }
  return describeHistory(postgres.dsn('millions'));
}

async function onServer(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(postgres.dsn('template1'));
  await client.connect();
  return client.query(statement).finally(() => client.end());
}

async function hasDatabase(name: string): Promise<boolean> {
  return ((await onServer(`select from pg_database where datname = '${name}'`)).rowCount ?? 0) > 0;
}

function casesOf({ halfway, beforeCorrections }: Generated): Case[] {
  return [false, true].flatMap((kept) => [
    { name: '11,000, now', database: 'real', kept },
    { name: '10,000,000, now', database: 'millions', kept },
    { name: '10,000,000, as of before the corrections', database: 'millions', kept, asOf: beforeCorrections },
    { name: '10,000,000, as of halfway through the months', database: 'millions', kept, asOf: halfway },
  ]);
}

function hubOf({ database, kept }: Case): Contender {
  return {
    name: `${database} ${kept}`,
    args: [join(import.meta.dirname, 'whole-hub.ts')],
    env: { CALLS: 'direct', DSN: postgres.dsn(database), ...(!kept && { KEPT: '0' }) },
  };
}

async function measureAll(cases: Case[], generated: Generated): Promise<string> {
  const env = { QUERY: query, SUPERGRAPH: join(root, 'schema/supergraph.graphql') };
  const hubs = new Map<string, GatewayServer>();
  const lengths = new Map<string, number>();
  let right: string | undefined;
  for (const each of cases) {
    const hub = hubOf(each);
    if (!hubs.has(hub.name)) hubs.set(hub.name, await startContender(hub, env));
    const answer = await askFor(each, hubs);
    const { data, errors } = JSON.parse(answer) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(`${each.name}: ${JSON.stringify(errors).slice(0, 500)}`);
    const shown = JSON.stringify(data);
    right ??= shown;
    if (!each.asOf && shown !== right) throw new Error(`${each.name} is answered otherwise than ${cases[0]!.name}.`);
    lengths.set(each.name, shown.length);
    for (let i = 0; i < 5; i++) await askFor(each, hubs);
  }
  const rounds: Round[] = [];
  for (let round = 0; round < Number(flags.rounds); round++)
    for (const each of cases) rounds.push({ name: titleOf(each), time: await timeOf(each, hubs) });
  for (const hub of hubs.values()) await hub.stop();
  return written(cases, rounds, lengths, generated);
}

function titleOf({ name, kept }: Case): string {
  return `${name}${kept ? ', reads kept' : ''}`;
}

function askFor(each: Case, hubs: ReadonlyMap<string, GatewayServer>): Promise<string> {
  const headers: Record<string, string> = each.asOf === undefined ? {} : { 'hub-as-of': each.asOf };
  return ask(hubs.get(hubOf(each).name)!.port, query, headers);
}

async function timeOf(each: Case, hubs: ReadonlyMap<string, GatewayServer>): Promise<number> {
  const requests = Number(flags.requests);
  const begun = performance.now();
  for (let i = 0; i < requests; i++) await askFor(each, hubs);
  return (performance.now() - begun) / requests;
}

function written(
  cases: readonly Case[],
  rounds: readonly Round[],
  lengths: ReadonlyMap<string, number>,
  { open, closed, months }: Generated,
): string {
  const timeOfCase = (each: Case) =>
    median(rounds.filter(({ name }) => name === titleOf(each)).map(({ time }) => time));
  const lines = cases.map((each) => {
    const alike = cases.filter(({ kept }) => kept === each.kept);
    const [time, small, now] = [timeOfCase(each), timeOfCase(alike[0]!), timeOfCase(alike[1]!)];
    const ofNow = each.asOf ? (time / now).toFixed(2) : '';
    return `| ${titleOf(each)} | ${time.toFixed(1)} | ${(time / small).toFixed(2)} | ${ofNow} | ${lengths.get(each.name)} |`;
  });
  const text = `# The whole picture over ten million observations

${machine()}
One request at a time, the median of ${flags.rounds} interleaved rounds of ${flags.requests}, by our gateway with direct calls, its cache off.
"Reads kept": the subgraphs keep what they read at a revision, as they do unless told otherwise; else every request reads
everything anew. PostgreSQL runs with the settings of the hub.

**What was generated**, beside the real data, and labelled so in its source and revisions: ${open} observations that
stand and ${closed} versions that a correction has closed; ${months} months from 2000-09 on of all 36 indicators, in all
municipalities of the country, of the state only where there is a real figure; each month is a revision. Then come the real
figures in one revision, then four corrections of 2 % of all rows each, the real ones among them. So the answer of now is,
letter by letter, that of the real data alone. Halfway through the months, the real figures and half of the months were
not published yet.

| observations, moment | ms | × 11,000 now | × 10,000,000 now | characters |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
  const results = join(root, 'bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `by-the-million-${new Date().toISOString().slice(0, 10)}.md`), text);
  return text;
}
