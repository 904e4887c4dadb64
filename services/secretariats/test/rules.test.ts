import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IngestionReport, ingest } from '@cabildo/kit';
import type { TestSubgraph } from '@cabildo/kit/testing';
import { examplePackage, open, realPackages } from './world.js';

let test: TestSubgraph;
let folder: string;

beforeAll(async () => {
  test = await open([...realPackages, examplePackage]);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-rules-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const unknown = { licence: null, url: null, retrievedOn: null, via: null, notes: [], files: [] };
const source = { code: 'rules', publisher: 'Nobody', title: 'Broken rows', coverage: 'partial' as const, ...unknown };

async function load(name: string, csv: string): Promise<IngestionReport> {
  const { database, datasets } = test.subgraph;
  const file = join(folder, `${name}.csv`);
  await writeFile(file, csv);
  const dataset = datasets.find((each) => each.name === name)!;
  return ingest(database, { dataset, files: [file], source, publishedBy: 'test', dryRun: true });
}

const authority = 'id,name,kind,level,state_code,municipality_code,valid_from,valid_to,predecessor_id\n';
const commitment = 'id,title,language,lead_authority_id,start,end,dates_inconsistent\n';

describe('what is rejected', () => {
  it.each([
    ['authority', `${authority}a,A,OTHER,MUNICIPAL,15,,,,`, 'PLACE_UNLIKE_LEVEL', 'municipality_code'],
    ['authority', `${authority}a,A,OTHER,STATE,15,15031,,,`, 'PLACE_UNLIKE_LEVEL', 'municipality_code'],
    ['authority', `${authority}a,A,OTHER,MUNICIPAL,14,15031,,,`, 'MUNICIPALITY_OF_ANOTHER_STATE', 'municipality_code'],
    ['authority', `${authority}a,A,OTHER,STATE,15,,,,a`, 'SUCCEEDS_ITSELF', 'predecessor_id'],
    ['authority', `${authority}a,A,OTHER,STATE,15,,,,nobody`, 'UNKNOWN_REFERENCE', 'predecessor_id'],
    ['authority', `${authority}a,A,MINISTRY,STATE,15,,,,`, 'BAD_VALUE', 'kind'],
    ['authority', `${authority}a,A,OTHER,STATE,15,,2025-13,,`, 'BAD_VALUE', 'valid_from'],
    [
      'secretariat_member',
      'secretariat_id,position,seat,sector,authority_id\nstl-edomex,9,A,GOVERNMENT,nobody',
      'UNKNOWN_REFERENCE',
      'authority_id',
    ],
    ['session', 'id,secretariat_id,kind\na,nobody,ORDINARY', 'UNKNOWN_REFERENCE', 'secretariat_id'],
    ['commitment', `${commitment}a,A,es,,2021-01,2021-02,true`, 'DATES_SAID_INCONSISTENT', 'dates_inconsistent'],
    ['commitment', `${commitment}a,A,español,,,,`, 'BAD_VALUE', 'language'],
    ['commitment', `${commitment}a,A,es,nobody,,,`, 'UNKNOWN_REFERENCE', 'lead_authority_id'],
    [
      'evidence',
      'commitment_id,position,milestone_number,kind,title,url\ne-limited,9,7,LAW,A,https://example.org/',
      'UNKNOWN_REFERENCE',
      'commitment_id, milestone_number',
    ],
  ])('%s: %s is %s', async (name, csv, code, column) => {
    const { outcome, findings } = await load(name, csv);
    expect(findings.map(({ rule, line }) => [rule.code, line])).toEqual([[code, 2]]);
    expect(findings[0]!.column).toBe(column);
    expect(outcome).toBe('rejected');
  });
});

describe('what is published with a warning', () => {
  it.each([
    ['authority', `${authority}a,A,OTHER,STATE,15,,2025-06,2025-05-31,`, 'valid_to'],
    ['commitment', `${commitment}a,A,es,,2021-09,2021-06,false`, 'end'],
    ['commitment', `${commitment}a,A,es,,2021-09,2021-06,`, 'end'],
    ['action_plan', 'id,name,start,end\na,A,2022,2021-12', 'end'],
    ['milestone', 'commitment_id,number,title,start,end\ne-limited,9,A,2021-02,2021-01', 'end'],
  ])('%s: %s', async (name, csv, column) => {
    const { outcome, findings } = await load(name, csv);
    expect(findings).toMatchObject([{ rule: { code: 'DATES_OUT_OF_ORDER', severity: 'warning' }, line: 2, column }]);
    expect(outcome).toBe('checked');
  });
});

it.each([
  ['authority', `${authority}a,A,OTHER,STATE,15,,2025-06,2025,`],
  ['authority', `${authority}a,A,OTHER,STATE,15,,,,\nb,B,OTHER,STATE,15,,,,a`],
  ['commitment', `${commitment}a,A,es-MX,,2021-09,2021-06,true`],
  ['commitment', `${commitment}a,A,es,,2021-09,2021,false`],
])('%s: %s is sound', async (name, csv) => {
  expect(await load(name, csv)).toMatchObject({ findings: [], outcome: 'checked' });
});
