// Random publications, corrections, withdrawals and reverts of three datasets, compared with a model in memory: the
// subgraph returns the state of the model as of any moment. RUNS=500 runs longer; SEED=7 sets the first seed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indicators } from '@cabildo/indicators';
import { ingest, revert, withdraw } from '@cabildo/kit';
import { type Answer, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { type DatasetName, type Publication, RememberedPast, type Row, type Table } from './remembered-past.js';

const RUNS = Number(process.env.RUNS ?? 3);
const SEED = Number(process.env.SEED ?? 1);
const STEPS = 24;
const MOMENTS = 40;

const catalogue = 'catalogo';
const sources = ['aaa', 'bbb', 'ccc'];
const codes = ['lluvia_mm', 'pozos'];
const headers: Record<DatasetName, string[]> = {
  indicator: 'code,name,definition,unit,unit_code,polarity,topic,pillar,frequency,decimals,summable'.split(','),
  series: 'indicator_code,code,name,description,first_period,last_period'.split(','),
  observation: 'municipality_code,indicator_code,period,series,value,raw_text,status,partial,note'.split(','),
};

/** A repeatable sequence of numbers in [0, 1) (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The random choices of a run. */
class Chance {
  constructor(readonly next: () => number) {}

  of<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.next() * values.length)]!;
  }

  upTo(most: number): number {
    return Math.floor(this.next() * (most + 1));
  }

  indicators(): Table {
    const row = (code: string): [string, Row] => {
      const says = { code, name: `Nombre ${this.upTo(1)}`, definition: 'd', unit: 'u', unit_code: 'PERSONS' };
      const rest = {
        polarity: this.of(['NEUTRAL', 'HIGHER_IS_BETTER']),
        topic: 'SOCIAL',
        pillar: '',
        frequency: 'ANNUAL',
      };
      return [code, { says: { ...says, ...rest, decimals: '1', summable: 'true' }, source: catalogue }];
    };
    return new Map(codes.map(row));
  }

  series(): Table {
    const row = (code: string): [string, Row] => {
      const name = `Serie ${this.upTo(2)}`;
      const says = { indicator_code: code, code: 'main', name, description: 's', first_period: '', last_period: '' };
      return [`${code} main`, { says, source: catalogue }];
    };
    return new Map(codes.map(row));
  }

  /** Random observations, with few keys and few values, so that corrections and withdrawals are frequent. */
  observations(source: string): Table {
    const rows = new Map<string, Row>();
    for (const municipality of ['15001', '15031', '15106'])
      for (const indicator of codes)
        for (const period of ['2010', '2020-Q1']) {
          if (this.next() < 0.4) continue;
          const value = this.next() < 0.2 ? '' : `${this.upTo(2)}.5`;
          const key = { municipality_code: municipality, indicator_code: indicator, period, series: 'main' };
          const status = value === '' ? 'NOT_AVAILABLE' : 'OBSERVED';
          const says = { ...key, value, raw_text: value || 'ND', status, partial: 'false', note: '' };
          rows.set([municipality, indicator, period, 'main', source].join(' '), { says, source });
        }
    return rows;
  }
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A subgraph and its model. Each step is applied to both. */
class Twins {
  readonly past = new RememberedPast();

  constructor(
    readonly test: TestSubgraph,
    readonly chance: Chance,
  ) {}

  async publish(name: DatasetName, edition: Table, code: string, complete: boolean): Promise<void> {
    const path = join(folder, `${name}.csv`);
    const lines = [...edition.values()].map(({ says }) => headers[name].map((column) => says[column]).join(','));
    await writeFile(path, `${headers[name].join(',')}\n${lines.join('\n')}\n`);
    const terms = { publisher: code, title: code, licence: null, url: null, retrievedOn: null, via: null, notes: [] };
    const { subgraph } = this.test;
    const report = await ingest(subgraph.database, {
      dataset: subgraph.datasets.find((each) => each.name === name)!,
      files: [path],
      source: { code, ...terms, coverage: complete ? 'complete' : 'partial', files: [] },
      publishedBy: 'model',
    });
    const isRevision = this.past.publish(name, edition, code, complete);
    expect([report.outcome, report.findings]).toEqual([isRevision ? 'published' : 'unchanged', []]);
  }

  async step(): Promise<void> {
    const { chance, past, test } = this;
    const dice = chance.next();
    if (dice < 0.1) return this.publish('indicator', chance.indicators(), catalogue, true);
    if (dice < 0.2) return this.publish('series', chance.series(), catalogue, chance.next() < 0.5);
    const source = chance.of(sources);
    const publishedBy = 'model';
    if (dice < 0.3) {
      const { revision } = await withdraw(test.subgraph, { dataset: 'observation', source, publishedBy });
      expect(revision !== undefined).toBe(past.withdraw('observation', source));
    } else if (dice < 0.45) {
      // Observations refer to the indicators and series of the first two revisions.
      const [dataset, to] = [
        chance.of(['indicator', 'observation'] as const),
        2 + chance.upTo(past.publications.length - 2),
      ];
      const { revision } = await revert(test.subgraph, { dataset, to, publishedBy });
      expect(revision !== undefined).toBe(past.revert(dataset, to));
    } else {
      const edition = chance.observations(source);
      if (edition.size > 0) await this.publish('observation', edition, source, chance.next() < 0.6);
    }
  }

  async ask(query: string, at: string): Promise<Answer> {
    return this.test.subgraph.execute({ query }, { 'hub-as-of': at });
  }

  /** The moment of each revision, in order. */
  async moments(): Promise<number[]> {
    const { data } = await this.test.execute('{ indicatorsRevisions(first: 200) { nodes { publishedAt } } }');
    return data.indicatorsRevisions.nodes
      .map((node: { publishedAt: string }) => Date.parse(node.publishedAt))
      .reverse();
  }
}

const QUERY = `{
  indicators(first: 10) { nodes { code name polarity } }
  observations(first: 500) { nodes {
    municipality { code } indicator { code name } series { name } period sourceCode value rawText
    source { code } isPreferred alternatives { sourceCode }
    history { value recordedIn { number } supersededIn { number } }
  } }
  indicatorsRevisions(first: 200) { nodes { number dataset added changed withdrawn } }
}`;

/** The expected response to QUERY at a revision, from the model. */
function remembered(past: RememberedPast, revision: number) {
  const { indicator, series, observation } = past.at(revision);
  const ofFigure = Map.groupBy(observation, ([key]) => key.split(' ').slice(0, 4).join(' '));
  const told = (key: string) =>
    ofFigure
      .get(key.split(' ').slice(0, 4).join(' '))!
      .map(([, row]) => row)
      .sort(preferred(past));
  return {
    indicators: {
      nodes: [...indicator.values()].map(({ says: { code, name, polarity } }) => ({ code, name, polarity })),
    },
    observations: {
      nodes: [...observation]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { says, source }]) => ({
          municipality: { code: says.municipality_code },
          indicator: { code: says.indicator_code, name: indicator.get(says.indicator_code!)!.says.name },
          series: { name: series.get(`${says.indicator_code} main`)!.says.name },
          period: says.period,
          sourceCode: source,
          value: figureOf(says),
          rawText: says.raw_text,
          source: { code: source },
          isPreferred: told(key)[0]!.source === source,
          alternatives: told(key).flatMap((row) => (row.source === source ? [] : [{ sourceCode: row.source }])),
          history: past.history('observation', key, revision).map(({ row, from, to }) => ({
            value: figureOf(row.says),
            recordedIn: { number: from },
            supersededIn: to && { number: to },
          })),
        })),
    },
    indicatorsRevisions: {
      nodes: past.publications
        .slice(0, revision)
        .map(({ number, dataset, added, changed, withdrawn }) => ({
          number,
          dataset,
          added: added.length,
          changed: changed.length,
          withdrawn: withdrawn.length,
        }))
        .reverse(),
    },
  };
}

const figureOf = (says: Row['says']) => (says.value === '' ? null : Number(says.value));
/** A known value before an unknown one, then the source that was published first. */
const preferred = (past: RememberedPast) => (a: Row, b: Row) =>
  Number(a.says.value === '') - Number(b.says.value === '') || past.firstOf(a.source) - past.firstOf(b.source);

const changesOf = ({ number, dataset, added, changed, withdrawn }: Publication): string[] =>
  [
    ...added.map((key) => `ADDED ${key}`),
    ...changed.map((key) => `CHANGED ${key}`),
    ...withdrawn.map((key) => `WITHDRAWN ${key}`),
  ].map((what) => `${number} ${dataset} ${what}`);

test.each(Array.from({ length: RUNS }, (_, run) => SEED + run))(
  'as-of responses for seed %i equal the model',
  async (seed) => {
    const chance = new Chance(random(seed));
    const test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!);
    const twins = new Twins(test, chance);
    const { past } = twins;
    await twins.publish('indicator', chance.indicators(), catalogue, true);
    await twins.publish('series', chance.series(), catalogue, true);
    const answered: { at: string; answer: string }[] = [];
    for (let step = 0; step < STEPS; step++) {
      await twins.step();
      const at = new Date().toISOString();
      answered.push({ at, answer: JSON.stringify(await twins.ask(QUERY, at)) });
    }
    const moments = await twins.moments();
    expect(moments).toHaveLength(past.publications.length);
    for (let count = 0; count < MOMENTS; count++) {
      // The exact moment of a revision, just before it, or a moment until the next.
      const index = chance.upTo(moments.length - 1);
      const until = moments[index + 1] ?? moments[index]! + 2;
      const at = moments[index]! + chance.of([-1, 0, chance.upTo(until - moments[index]! - 1)]);
      const revision = moments.filter((each) => each <= at).length;
      const { data, errors, extensions } = await twins.ask(QUERY, new Date(at).toISOString());
      if (revision === 0) {
        expect(errors![0]!.extensions.code).toBe('AS_OF_TOO_EARLY');
        continue;
      }
      expect({ at, errors, revision: extensions!.revision }).toEqual({ at, errors: undefined, revision });
      expect(data).toEqual(remembered(past, revision));
      await expectChanges(twins, revision, at);
    }
    for (const { at, answer } of answered) expect(JSON.stringify(await twins.ask(QUERY, at))).toBe(answer);
    await test.close();
  },
  120_000,
);

/** Compares the row changes of a random range of revisions as of a moment. */
async function expectChanges(twins: Twins, newest: number, at: number): Promise<void> {
  const { past, chance } = twins;
  const from = chance.upTo(newest);
  const to = from + chance.upTo(newest - from);
  const query = `{ indicatorsRowChanges(afterRevision: ${from}, throughRevision: ${to}, first: 500) { nodes { revisionNumber dataset kind key { value } } } }`;
  const { data } = await twins.ask(query, new Date(at).toISOString());
  const told = data.indicatorsRowChanges.nodes.map(
    (node: { revisionNumber: number; dataset: string; kind: string; key: { value: string }[] }) =>
      `${node.revisionNumber} ${node.dataset} ${node.kind} ${node.key.map(({ value }) => value).join(' ')}`,
  );
  expect(told.sort()).toEqual(past.publications.slice(from, to).flatMap(changesOf).sort());
}
