import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeReport, fileColumnNames, findDataset, ingest, readMapping, readSourceDescription } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { observations } from './observations.js';

// Each folder is a case: a publisher's files and the expected report and rows. With UPDATE_CASES set, the actual report
// and rows are written to the folder, for review.
const folder = fileURLToPath(new URL('cases/', import.meta.url));
const cases = (await readdir(folder, { withFileTypes: true })).filter((each) => each.isDirectory());

interface Case {
  dataset?: string;
  acceptFindings?: boolean;
}

let harness: TestSubgraph;
beforeEach(async () => {
  harness = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
});
afterEach(() => harness.close());

it.each(cases.map(({ name }) => name))('%s', async (name) => {
  const path = (file: string) => join(folder, name, file);
  const options = existsSync(path('case.json')) ? (JSON.parse(await readFile(path('case.json'), 'utf8')) as Case) : {};
  const { dataset, subgraph } = findDataset(options.dataset ?? 'observation', [harness.subgraph])!;
  const reports: string[] = [];
  for (const file of (await readdir(join(folder, name))).filter((each) => each.startsWith('input')).sort())
    reports.push(await publish(file));
  await holds(path('report.txt'), `${reports.join('\n\n')}\n`);
  await holds(path('rows.csv'), await publishedRows());

  async function publish(file: string): Promise<string> {
    const suffix = /^input(-\w+)?/.exec(file)![1] ?? '';
    const source = await optional(
      path(`source${suffix}.json`),
      '{"code":"agency","publisher":"Agency","title":"Observations"}',
    );
    const mapping = existsSync(path('mapping.json')) ? await readFile(path('mapping.json'), 'utf8') : undefined;
    const report = await ingest(subgraph.database, {
      dataset,
      files: [path(file)],
      source: readSourceDescription(source, 'source.json'),
      mapping:
        mapping === undefined
          ? undefined
          : readMapping(mapping, 'mapping.json', fileColumnNames(subgraph.database, dataset)),
      publishedBy: 'tester',
      acceptFindings: options.acceptFindings,
    });
    return describeReport(report);
  }

  async function publishedRows(): Promise<string> {
    const pool = await subgraph.database.pool();
    const { rows } = await pool.query(
      dataset.name === 'observation'
        ? `select municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial, line
             from observation order by 1, 2, 3, 4, 5`
        : 'select id, name, valid_from, valid_to, predecessor_id, line from institution order by 1',
    );
    const lines = rows.map((row) =>
      Object.values(row)
        .map((value) => JSON.stringify(value))
        .join(','),
    );
    return `${[Object.keys(rows[0] ?? {}).join(','), ...lines].join('\n')}\n`;
  }
});

const optional = async (path: string, otherwise: string) => (existsSync(path) ? readFile(path, 'utf8') : otherwise);

async function holds(path: string, actual: string): Promise<void> {
  if (process.env.UPDATE_CASES) await writeFile(path, actual);
  expect(actual).toBe(await readFile(path, 'utf8'));
}
