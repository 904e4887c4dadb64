// The tutorial for publishers by function calls: its files, its mapping, its report, its queries.
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  describeReport,
  fileColumnNames,
  findDataset,
  guessMapping,
  ingest,
  knownCodes,
  readMapping,
  readSourceDescription,
  targetOf,
} from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { indicators } from '../services/indicators/src/index.js';

const page = await readFile('docs/tutorial/publisher.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map((match) => match[1]!.trim());
const [sourceJson, mappingJson] = blocks('json') as [string, string];
const [question, past] = blocks('graphql') as [string, string];
const [report] = blocks('text') as [string];
const book = /cp (\S+\.xlsx)/.exec(page)![1]!;

let test: TestSubgraph;
let folder: string;
let file: string;
beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, ['data/indicadores']);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-page-'));
  file = join(folder, 'pobreza.xlsx');
  await copyFile(book, file);
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

it('the mapping of the page is the proposal, with what it leaves open said and the rest taken out', async () => {
  const { dataset, subgraph } = findDataset('observation', [test.subgraph])!;
  const target = targetOf(subgraph.database, dataset);
  const proposed = await guessMapping(file, target, await knownCodes(subgraph.database, dataset));
  const mended = JSON.parse(mappingJson);
  expect(proposed).toMatchObject({ read: mended.read, notAvailable: mended.notAvailable });
  expect(proposed.columns.municipality_code).toEqual(mended.columns.municipality_code);
  expect(proposed.columns.value).toEqual(mended.columns.value);
  for (const [name, { period }] of Object.entries<{ period: string }>(mended.unfold.columns))
    expect([proposed.unfold!].flat()[0]!.columns![name]).toEqual({ period, indicator_code: '?' });
});

it('its report is the real one, and its queries return the published value', async () => {
  const { dataset, subgraph } = findDataset('observation', [test.subgraph])!;
  const published = await ingest(subgraph.database, {
    dataset,
    files: [file],
    source: readSourceDescription(sourceJson, 'source.json'),
    mapping: readMapping(mappingJson, 'mapping.json', fileColumnNames(subgraph.database, dataset)),
    publishedBy: 'reader',
    note: '2020, first edition',
  });
  expect(describeReport(published).replace(/revision \d+/, 'revision 15')).toBe(report);
  const { data, errors } = await test.execute(question);
  expect(errors).toBeUndefined();
  expect(data.observations.nodes).toMatchObject([
    {
      value: 73.5,
      rawText: '73.5',
      line: 7,
      source: { code: 'coneval-ejemplo', fileName: 'pobreza.xlsx' },
      findings: [],
      history: [{ value: 73.5, recordedIn: { note: '2020, first edition' } }],
    },
  ]);
  // The gateway reads the moment; the rest of the query is the same.
  const { data: then } = await test.execute(past.replace(/query .*? \{/s, '{'));
  expect(then.observations.nodes).toEqual([{ value: 73.5, source: { code: 'coneval-ejemplo' } }]);
});
