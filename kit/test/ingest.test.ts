import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeReport, type IngestionReport, ingest, type SourceDescription } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

const HEADER = 'municipality_code,id,name,depth_m,permits,uses,active,dug,url,replaces_id';
const ONE = '15031,w1,Pozo Uno,120.5,3,DRINKING | FARMING,true,1998-05,https://example.org/w1,';
const TWO = '15031,w2,"Pozo ""Dos"",\nel nuevo",,,,,,,w1';
const source: SourceDescription = {
  code: 'agency',
  publisher: 'Agency',
  title: 'Wells',
  licence: null,
  url: null,
  retrievedOn: '2026-01-02',
  via: null,
  notes: [],
  coverage: 'complete',
  files: [],
};

let harness: TestSubgraph;
let folder: string;
let count = 0;

beforeEach(async () => {
  harness = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-ingest-'));
});
afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

async function publish(
  content: string | Buffer,
  options: { source?: Partial<SourceDescription>; dryRun?: boolean } = {},
): Promise<IngestionReport> {
  const path = join(folder, `wells-${count++}.csv`);
  await writeFile(path, content);
  return ingest(harness.subgraph.database, {
    dataset: wells.datasets[0]!,
    files: [path],
    source: { ...source, ...options.source },
    publishedBy: 'tester',
    dryRun: options.dryRun,
  });
}

const csv = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const recorded = async () => (await harness.execute('{ wells { nodes { id name } } }')).data.wells.nodes;
const findings = ({ findings }: IngestionReport) =>
  findings.map(({ rule, line, column, found }) => [rule.code, line, column, found]);

describe('a valid file', () => {
  it('becomes a revision whose rows have their file and line', async () => {
    expect(await publish(csv(ONE, TWO))).toMatchObject({
      outcome: 'published',
      revision: 1,
      rows: 2,
      changes: { added: 2, changed: 0, withdrawn: 0 },
    });
    const { data } = await harness.execute(
      '{ wells { nodes { id name depthM permits uses active dug url line recordedIn { number subgraph } source { code retrievedOn } } } wellsRevisions { nodes { number publishedBy added } } }',
    );
    expect(data.wells.nodes).toEqual([
      {
        id: 'w1',
        name: 'Pozo Uno',
        depthM: 120.5,
        permits: 3,
        uses: ['DRINKING', 'FARMING'],
        active: true,
        dug: '1998-05',
        url: 'https://example.org/w1',
        line: 2,
        recordedIn: { number: 1, subgraph: 'wells' },
        source: { code: 'agency', retrievedOn: '2026-01-02' },
      },
      {
        id: 'w2',
        name: 'Pozo "Dos",\nel nuevo',
        depthM: null,
        permits: null,
        uses: [],
        active: null,
        dug: null,
        url: null,
        line: 3,
        recordedIn: { number: 1, subgraph: 'wells' },
        source: { code: 'agency', retrievedOn: '2026-01-02' },
      },
    ]);
    expect(data.wellsRevisions.nodes).toEqual([{ number: 1, publishedBy: 'tester', added: 2 }]);
  });

  it('loaded twice makes one revision', async () => {
    await publish(csv(ONE, TWO));
    expect(await publish(csv(ONE, TWO))).toMatchObject({ outcome: 'unchanged' });
    expect(await publish(csv(TWO, ONE))).toMatchObject({ outcome: 'unchanged', rows: 2 });
    expect((await harness.execute('{ wellsRevisions { totalCount } }')).data.wellsRevisions.totalCount).toBe(1);
  });

  it('that corrects an earlier file changes only the rows that differ', async () => {
    await publish(csv(ONE, TWO));
    const report = await publish(csv(ONE.replace('120.5', '121'), TWO, '15106,w3,Tres,,,,,,,'));
    expect(report).toMatchObject({ revision: 2, changes: { added: 1, changed: 1, withdrawn: 0 } });
    const { rows } = await (await harness.subgraph.database.pool()).query(
      'select id, depth_m, recorded_from, recorded_to from well order by id, recorded_from',
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['w1', 120.5, 1, 2],
      ['w1', 121, 2, 2147483647],
      ['w2', null, 1, 2147483647],
      ['w3', null, 2, 2147483647],
    ]);
  });

  it('that lacks a row withdraws it if coverage is complete, and keeps it if coverage is partial', async () => {
    await publish(csv(ONE, TWO));
    expect(await publish(csv(ONE, '15031,w9,Nueve,,,,,,,'), { source: { coverage: 'partial' } })).toMatchObject({
      changes: { added: 1, withdrawn: 0 },
    });
    expect(await publish(csv(ONE))).toMatchObject({ changes: { added: 0, changed: 0, withdrawn: 2 } });
    expect(await recorded()).toHaveLength(1);
  });

  it('about one municipality among many is compared with the recorded rows of that municipality', async () => {
    const places = ['15001', '15002', '15003', '15004', '15005'];
    const ofPlace = (place: string) =>
      Array.from({ length: 12 }, (_, at) => `${place},${place}-${at},Pozo ${at},,,,,,,`);
    await publish(csv(...places.flatMap(ofPlace)));
    // With statistics, rows of other municipalities are not joined.
    await (await harness.subgraph.database.pool()).query('analyze well');
    const [one, ...others] = ofPlace('15003');
    const file = csv(one!.replace('Pozo', 'Noria'), ...others, '15003,15003-12,Nuevo,,,,,,,');
    expect(await publish(file, { source: { coverage: 'partial' } })).toMatchObject({
      changes: { added: 1, changed: 1, withdrawn: 0 },
    });
    expect(await publish(csv(...ofPlace('15003')))).toMatchObject({ changes: { added: 0, changed: 1, withdrawn: 49 } });
    expect(await recorded()).toHaveLength(12);
  });

  it('of another source withdraws no row of the first source', async () => {
    await publish(csv(ONE));
    await publish(csv('15106,w3,Tres,,,,,,,'), { source: { code: 'other' } });
    expect(await recorded()).toHaveLength(2);
  });

  it('with a byte order mark, CRLF and columns in another order reads the same', async () => {
    await publish(csv(ONE));
    const report = await publish(
      '\ufeffname,id,municipality_code,uses,depth_m,permits,active,dug,url\r\nPozo Uno,w1,15031,DRINKING | FARMING,120.5,3,true,1998-05,https://example.org/w1\r\n',
    );
    expect(report).toMatchObject({ outcome: 'unchanged', rows: 1, findings: [] });
  });

  it('is checked and not published by a dry run', async () => {
    expect(await publish(csv(ONE), { dryRun: true })).toMatchObject({ outcome: 'checked', changes: { added: 1 } });
    expect(await recorded()).toEqual([]);
  });

  it('with a warning is published with the warning', async () => {
    const report = await publish(csv('15031,w1,Hondo,2000,,,,,,'));
    expect(report.outcome).toBe('published');
    expect(findings(report)).toEqual([['VERY_DEEP', 2, 'depth_m', '2000']]);
    const pool = await harness.subgraph.database.pool();
    expect((await pool.query('select findings from revision')).rows).toEqual([{ findings: 1 }]);
  });

  it('with findings shows them on the row of their line, also after other rows changed', async () => {
    await publish(csv(ONE, '15031,w5,Hondo,2000,,,,,,'));
    await publish(csv(ONE.replace('Uno', '1'), '15031,w6,Otro,,,,,,,', '15031,w5,Hondo,2000,,,,,,'));
    const { data } = await harness.execute('{ wells { nodes { id findings { code severity column found tip } } } }');
    const found = { code: 'VERY_DEEP', severity: 'WARNING', column: 'depth_m', found: '2000' };
    expect(data.wells.nodes).toEqual([
      { id: 'w1', findings: [] },
      { id: 'w5', findings: [{ ...found, tip: expect.any(String) }] },
      { id: 'w6', findings: [] },
    ]);
  });

  it('with the same name as another file is reported with its folder', async () => {
    for (const [folderName, id] of [
      ['2019', 'a'],
      ['2020', 'a'],
    ] as const) {
      await mkdir(join(folder, folderName));
      await writeFile(join(folder, folderName, 'pozos.csv'), csv(`15031,${id},Pozo,2000,,,,,,`));
    }
    const files = ['2019', '2020'].map((each) => join(folder, each, 'pozos.csv'));
    const ingestion = { dataset: wells.datasets[0]!, source, publishedBy: 'tester' };
    const report = await ingest(harness.subgraph.database, { ...ingestion, files });
    expect(describeReport(report)).toContain(
      'error DUPLICATE_KEY 2020/pozos.csv line 2, column municipality_code, id: "15031, a" found; expected one row with this key; the first is on line 2 of 2019/pozos.csv.',
    );
  });
});

describe('an invalid file publishes nothing and every error is reported', () => {
  const cases: [string, string | Buffer, unknown[][]][] = [
    [
      'cells of the wrong type',
      csv(ONE, '1503,,Pozo,12m,1.5,WASHING,yes,1998-13,example.org,'),
      [
        ['BAD_VALUE', 3, 'municipality_code', '1503'],
        ['MISSING_VALUE', 3, 'id', ''],
        ['BAD_VALUE', 3, 'depth_m', '12m'],
        ['BAD_VALUE', 3, 'permits', '1.5'],
        ['BAD_VALUE', 3, 'uses', 'WASHING'],
        ['BAD_VALUE', 3, 'active', 'yes'],
        ['BAD_VALUE', 3, 'dug', '1998-13'],
        ['BAD_VALUE', 3, 'url', 'example.org'],
      ],
    ],
    ['a duplicate key', csv(ONE, TWO, ONE), [['DUPLICATE_KEY', 5, 'municipality_code, id', '15031, w1']]],
    [
      'a reference to an unknown row',
      csv(ONE, TWO.replace('w1', 'w7')),
      [['UNKNOWN_REFERENCE', 3, 'replaces_id', 'w7']],
    ],
    ['a row with too few cells', csv(ONE, '15031,w4,Cuatro'), [['CELL_COUNT', 3, undefined, '3 cells']]],
    [
      'unknown and missing columns',
      'municipality_code,id,depth\n15031,w1,3\n',
      [
        ['UNKNOWN_COLUMN', 1, 'depth', 'depth'],
        ['MISSING_COLUMN', 1, 'name', undefined],
      ],
    ],
    ['a header without rows', `${HEADER}\n`, [['NO_ROWS', undefined, undefined, undefined]]],
    ['an empty file', '', [['NO_ROWS', undefined, undefined, undefined]]],
    ['an open quote', csv(ONE, '15031,w2,"Pozo,,,,,,,'), [['UNREADABLE', 3, undefined, 'an open quote']]],
  ];
  it.each(cases)('%s', async (_, content, expected) => {
    const report = await publish(content);
    expect(report.outcome).toBe('rejected');
    expect(findings(report)).toEqual(expected);
    expect(await recorded()).toEqual([]);
    expect((await harness.execute('{ wellsRevisions { totalCount } wellsSources { totalCount } }')).data).toEqual({
      wellsRevisions: { totalCount: 0 },
      wellsSources: { totalCount: 0 },
    });
  });

  it('is printed for a terminal', async () => {
    const report = await publish(csv(ONE, TWO.replace('w1', 'w7')));
    expect(describeReport(report).replace(/wells-\d+/, 'wells')).toBe(
      'error UNKNOWN_REFERENCE wells.csv line 3, column replaces_id: "w7" found; expected the id of a Well that is recorded. Load the Well first, or correct the cell.\n' +
        'well: rejected: nothing was published; 1 error to correct.',
    );
  });
});

describe('concurrent publishers', () => {
  it('publish one after the other and lose no row', async () => {
    const files = Array.from({ length: 6 }, (_, index) => csv(`15031,x${index},Pozo ${index},,,,,,,`));
    const reports = await Promise.all(
      files.map((content, index) => publish(content, { source: { code: `agency-${index}` } })),
    );
    expect(reports.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await recorded()).toHaveLength(6);
  });
});

describe('a reader', () => {
  it('sees one revision while another is published', async () => {
    await publish(csv(ONE, TWO));
    const { snapshot } = await harness.subgraph.context();
    await publish(csv(ONE));
    const { Well } = await import('./wells.js');
    expect(await snapshot.rows(Well).execute()).toHaveLength(2);
    expect(await recorded()).toHaveLength(1);
  });
});

describe('a publisher killed in the middle of a file', () => {
  it('leaves the last revision unchanged', async () => {
    await publish(csv(ONE));
    const path = join(folder, 'endless.csv');
    await writeFile(
      path,
      csv(Array.from({ length: 200_000 }, (_, index) => `15031,k${index},Pozo ${index},,,,,,,`).join('\n')),
    );
    const child = spawn(
      process.execPath,
      ['--import', './e2e/postgres/from-source.js', 'kit/test/publish-main.ts', harness.dsn, path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await waitForStage();
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await recorded()).toEqual([{ id: 'w1', name: 'Pozo Uno' }]);
    expect(await publish(csv(ONE, TWO))).toMatchObject({ outcome: 'published', revision: 2 });
  });

  async function waitForStage() {
    const pool = await harness.subgraph.database.pool();
    for (;;) {
      const { rows } = await pool.query(
        "select from pg_stat_activity where query like 'copy stage%' and datname = current_database()",
      );
      if (rows.length > 0) return;
    }
  }
});
