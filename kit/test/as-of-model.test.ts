// Random publications and corrections, against a plain model in memory: every state past, and all that led to it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '@cabildo/kit';
import { type Answer, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

interface Row {
  municipality: string;
  name: string;
  depth: string;
  source: string;
}
type State = ReadonlyMap<string, Row>;

const RUNS = 4;
const PUBLICATIONS = 25;
const IDS = 12;

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An edition of one source: some of the wells that no other source tells of, with some of few names and depths. */
function edition(before: State, next: () => number, source: string): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (let id = 0; id < IDS; id++) {
    const key = `w${id}`;
    const owner = before.get(key)?.source;
    if (next() < 0.4 || (owner !== undefined && owner !== source)) continue;
    const name = `Pozo ${Math.floor(next() * 3)}`;
    rows.set(key, {
      municipality: `1500${1 + (id % 3)}`,
      name,
      depth: next() < 0.3 ? '' : `${Math.floor(next() * 3)}.5`,
      source,
    });
  }
  return rows;
}

/** What the hub must hold after an edition: a complete one withdraws what its source no longer has. */
function after(before: State, rows: State, source: string, complete: boolean): State {
  const kept = [...before].filter(([key, row]) => !complete || row.source !== source || rows.has(key));
  return new Map([...kept, ...[...rows].map(([key, row]) => [key, keepsSource(before.get(key), row)] as const)]);
}

/** A row that says the same keeps the source that first said it. */
const keepsSource = (before: Row | undefined, row: Row): Row =>
  before && contents(before) === contents(row) ? before : row;
const contents = ({ name, depth }: Row) => `${name} ${depth}`;

async function publish(test: TestSubgraph, rows: State, code: string, complete: boolean) {
  const path = join(folder, 'wells.csv');
  const lines = [...rows].map(([id, { municipality, name, depth }]) => `${municipality},${id},${name},${depth}`);
  await writeFile(path, `municipality_code,id,name,depth_m\n${lines.join('\n')}\n`);
  const terms = { publisher: code, title: code, licence: null, url: null, retrievedOn: null, via: null, notes: [] };
  const source = { code, ...terms, coverage: complete ? ('complete' as const) : ('partial' as const), files: [] };
  const report = await ingest(test.subgraph.database, {
    dataset: wells.datasets[0]!,
    files: [path],
    source,
    publishedBy: 'model',
  });
  expect(['published', 'unchanged']).toContain(report.outcome);
}

async function moment(test: TestSubgraph): Promise<string> {
  const { rows } = await (await test.subgraph.database.pool()).query(
    'select pg_sleep(0.003), clock_timestamp() as now',
  );
  return new Date(rows[0].now).toISOString();
}

const ask = async (test: TestSubgraph, query: string, at: string) => {
  const { data, errors, extensions } = (await test.subgraph.execute({ query }, { 'hub-as-of': at })) as Answer;
  expect(errors).toBeUndefined();
  return { data, revision: extensions!.revision as number };
};

const shownOf = (state: State) =>
  [...state]
    .map(([id, { name, depth, source }]) => ({
      id,
      name,
      depthM: depth === '' ? null : Number(depth),
      source: { code: source },
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** What tells one state from another, as `wellsChanges` does of two revisions that follow each other. */
function difference(before: State, since: State): string[] {
  const kind = (key: string) => (!before.has(key) ? 'ADDED' : since.has(key) ? 'CHANGED' : 'WITHDRAWN');
  const differs = (key: string) => {
    const [was, is] = [before.get(key), since.get(key)];
    return !was || !is || contents(was) !== contents(is);
  };
  const keys = [...new Set([...before.keys(), ...since.keys()])].filter(differs);
  return keys.map((key) => `${kind(key)} ${key}`).sort();
}

test.each(Array.from({ length: RUNS }, (_, run) => run))(
  'run %i of the model',
  async (run) => {
    const next = random(run + 1);
    const test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
    const past: { at: string; state: State }[] = [];
    let state: State = new Map();
    for (let count = 0; count < PUBLICATIONS; count++) {
      const [source, complete] = [next() < 0.5 ? 'one' : 'other', next() < 0.7];
      const rows = edition(state, next, source);
      if (rows.size === 0) continue;
      await publish(test, rows, source, complete);
      state = after(state, rows, source, complete);
      past.push({ at: await moment(test), state });
    }
    let [before, from]: [State, number] = [new Map(), 0];
    for (const { at, state } of past) {
      const { data, revision } = await ask(
        test,
        `{ wells(first: 100) { nodes { id name depthM source { code } } }
         wellsChanges(from: ${from}, first: 100) { nodes { kind revision key { value } } } }`,
        at,
      );
      expect(data.wells.nodes).toEqual(shownOf(state));
      const told = data.wellsChanges.nodes.map(
        ({ kind, key }: { kind: string; key: { value: string }[] }) => `${kind} ${key[1]!.value}`,
      );
      expect(told.sort()).toEqual(difference(before, state));
      [before, from] = [state, revision];
    }
    await test.close();
  },
  120_000,
);
