// A folder is a layout of one of the compilations that may lie beside the clone: a file of it written from scratch, the
// mapping that reads it, and what comes of it. By the same mapping the compilation itself is read, where it is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  describeReport,
  fileColumnNames,
  findDataset,
  guessMapping,
  type IngestionReport,
  ingest,
  knownCodes,
  type Mapping,
  readMapping,
  readSourceDescription,
  targetOf,
} from '@cabildo/kit';
import { type WholeHub, wholeHub } from './whole-hub.js';

interface Layout {
  dataset: string;
  real: { file: string; rows: number; added: number; changed: number };
}

const facts = process.env.PUBLIC_FACTS ?? '../shared/data';
const isThere = existsSync(join(facts, 'edomex_municipios.csv'));
if (!isThere) process.stderr.write(`Not tried: the files of ${facts}, which is not there.\n`);
const folder = fileURLToPath(new URL('layouts/', import.meta.url));
const layouts = readdirSync(folder).map((name): [string, Layout] => [
  name,
  JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')),
]);

let hub: WholeHub;
beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
});
afterAll(() => hub.close());

async function load(name: string, dataset: string, file: string, dryRun: boolean): Promise<IngestionReport> {
  const found = findDataset(dataset, hub.subgraphs)!;
  return ingest(found.subgraph.database, {
    dataset: found.dataset,
    files: [file],
    source: readSourceDescription(
      `{"code":"layout","publisher":"P","title":"${name}","coverage":"partial"}`,
      'source.json',
    ),
    mapping: readMapping(
      readFileSync(join(folder, name, 'mapping.json'), 'utf8'),
      'mapping.json',
      fileColumnNames(found.subgraph.database, found.dataset),
    ),
    publishedBy: 'reader',
    dryRun,
  });
}

(isThere ? describe : describe.skip)('a compilation loads by a mapping alone', () => {
  it.each(layouts)('%s', async (name, { dataset, real: { file, ...expected } }) => {
    const { rows, changes, findings } = await load(name, dataset, join(facts, file), true);
    expect(findings.filter(({ rule }) => rule.severity === 'error').slice(0, 5)).toEqual([]);
    expect({ rows, added: changes.added, changed: changes.changed }).toEqual(expected);
  });
});

describe('a file of the same layout is published', () => {
  it.each(layouts)('%s', async (name, { dataset }) => {
    const report = await load(name, dataset, join(folder, name, 'input.csv'), false);
    const said = describeReport(report).replace(/revision \d+/, 'a revision');
    await holds(join(folder, name, 'report.txt'), `${said}\n`);
    await holds(join(folder, name, 'rows.csv'), await published(dataset, report.revision!));
  });
});

it('a mapping is proposed for censuses in columns by year and sex, but for what only a reader knows', async () => {
  const name = 'censuses-by-year-and-sex';
  const mapping = JSON.parse(readFileSync(join(folder, name, 'mapping.json'), 'utf8'));
  const proposed = await proposal('census', name);
  mapping.columns.kind.values = { 1990: '?', 2010: '?', 2020: '?' };
  mapping.unfold[3].into = '?';
  mapping.skip[0].why = proposed.skip![0]!.why;
  expect({ ...proposed, unfold: inOrder(proposed.unfold) }).toEqual({ ...mapping, unfold: inOrder(mapping.unfold) });
});

it('facts are identified by recorded columns, and counted if nothing numbers them', async () => {
  const { columns } = await proposal('authority_event', 'what-happened-to-authorities');
  expect(columns).toMatchObject({
    authority_id: { from: 'autoridad', values: { INAI: 'inai', Infoem: 'infoem' } },
    position: { count: ['authority_id'] },
    kind: { constant: '?' },
    url: 'url',
  });
});

async function proposal(name: string, layout: string): Promise<Mapping> {
  const { dataset, subgraph } = findDataset(name, hub.subgraphs)!;
  const target = targetOf(subgraph.database, dataset);
  return guessMapping(join(folder, layout, 'input.csv'), target, await knownCodes(subgraph.database, dataset));
}

const inOrder = (unfold: Mapping['unfold']) =>
  [unfold ?? []].flat().toSorted((one, other) => one.into.localeCompare(other.into));

/** The rows of a revision, without their file and line. */
async function published(name: string, revision: number): Promise<string> {
  const { dataset, subgraph } = findDataset(name, hub.subgraphs)!;
  const columns = fileColumnNames(subgraph.database, dataset);
  const { rows } = await (await subgraph.database.pool()).query(
    `select ${columns.map((column) => `"${column}"`).join(', ')}, line from "${subgraph.database.tableOf(dataset.entity)}" where recorded_from = ${revision} order by line, 1, 2`,
  );
  const lines = rows.map((row) =>
    Object.values(row)
      .map((value) => JSON.stringify(value))
      .join(','),
  );
  return `${[`${columns},line`, ...lines].join('\n')}\n`;
}

async function holds(path: string, actual: string): Promise<void> {
  if (process.env.UPDATE_CASES) await writeFile(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
