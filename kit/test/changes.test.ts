import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

let test: TestSubgraph;
let folder: string;

/** The rows of successive editions of `well.csv`. */
const editions = [
  ['15031,w1,Uno,120.5,DRINKING', '15031,w2,Dos,,', '15104,w3,Tres,2000,'],
  ['15031,w1,Uno,120.5,DRINKING | FARMING', '15031,w2,Dos,80,', '15104,w3,Tres,2000,'],
  ['15031,w1,Uno,120.5,DRINKING | FARMING', '15104,w3,Tres,2000,', '15125,w4,Cuatro,,'],
];

const CHANGES = `
  pageInfo { hasNextPage endCursor }
  totalCount
  nodes {
    revisionNumber kind dataset key { column value } columns { column before after }
    sourceBefore { sha256 } sourceAfter { sha256 } lineBefore lineAfter revision { number publishedBy note }
  }`;
const ask = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await test.execute(query, variables);
  if (errors) throw errors[0];
  return data;
};
const named = ({ nodes }: { nodes: { revisionNumber: number; kind: string; key: { value: string }[] }[] }) =>
  nodes.map(({ revisionNumber, kind, key }) => `${revisionNumber} ${kind} ${key.map(({ value }) => value).join('/')}`);

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-changes-'));
  for (const [index, rows] of editions.entries()) {
    const path = join(folder, `well-${index + 1}.csv`);
    await writeFile(path, `municipality_code,id,name,depth_m,uses\n${rows.join('\n')}\n`);
    await ingest(test.subgraph.database, {
      dataset: wells.datasets[0]!,
      files: [path],
      source: {
        code: 'agency',
        publisher: 'Agency',
        title: 'Wells',
        licence: null,
        url: null,
        retrievedOn: null,
        via: null,
        notes: [],
        coverage: 'complete',
        files: [],
      },
      publishedBy: 'tester',
      note: `edition ${index + 1}`,
    });
  }
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

describe('a revision', () => {
  it('has its publisher, time, files and findings', async () => {
    const { wellsRevisions } = await ask(`{ wellsRevisions { nodes {
      number publishedBy note dataset added changed withdrawn sources { fileName sha256 publisher }
      findingCount findings { totalCount nodes { code severity file line column found expected } }
    } } }`);
    expect(wellsRevisions.nodes.map((each: { number: number }) => each.number)).toEqual([3, 2, 1]);
    expect(wellsRevisions.nodes[2]).toEqual({
      number: 1,
      publishedBy: 'tester',
      note: 'edition 1',
      dataset: 'well',
      added: 3,
      changed: 0,
      withdrawn: 0,
      sources: [{ fileName: 'well-1.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), publisher: 'Agency' }],
      findingCount: 1,
      findings: {
        totalCount: 1,
        nodes: [
          {
            code: 'VERY_DEEP',
            severity: 'WARNING',
            file: 'well-1.csv',
            line: 4,
            column: 'depth_m',
            found: '2000',
            expected: 'at most 1000',
          },
        ],
      },
    });
  });

  it('has each row change with the rows and files before and after', async () => {
    const { wellsRevisions } = await ask(
      `{ wellsRevisions { nodes { sources { sha256 } rowChanges { ${CHANGES} } } } }`,
    );
    const [third, second, first] = wellsRevisions.nodes;
    expect(named(first.rowChanges)).toEqual(['1 ADDED 15031/w1', '1 ADDED 15031/w2', '1 ADDED 15104/w3']);
    expect(named(third.rowChanges)).toEqual(['3 WITHDRAWN 15031/w2', '3 ADDED 15125/w4']);
    expect(second.rowChanges.totalCount).toBe(2);
    expect(second.rowChanges.nodes[0]).toEqual({
      revisionNumber: 2,
      kind: 'CHANGED',
      dataset: 'well',
      key: [
        { column: 'municipality_code', value: '15031' },
        { column: 'id', value: 'w1' },
      ],
      columns: [{ column: 'uses', before: 'DRINKING', after: 'DRINKING | FARMING' }],
      sourceBefore: first.sources[0],
      sourceAfter: second.sources[0],
      lineBefore: 2,
      lineAfter: 2,
      revision: { number: 2, publishedBy: 'tester', note: 'edition 2' },
    });
    expect(second.rowChanges.nodes[1].columns).toEqual([{ column: 'depth_m', before: null, after: '80' }]);
    expect(third.rowChanges.nodes[0]).toMatchObject({
      columns: [
        { column: 'name', before: 'Dos', after: null },
        { column: 'depth_m', before: '80', after: null },
      ],
      sourceBefore: second.sources[0],
      sourceAfter: null,
      lineAfter: null,
    });
  });

  it('takes the same number of statements for any number of revisions', async () => {
    const query = (first: number) =>
      `{ wellsRevisions(first: ${first}) { nodes { rowChanges { ${CHANGES} } findings { nodes { code } } } } }`;
    const one = await test.countStatements(() => ask(query(1)));
    const all = await test.countStatements(() => ask(query(3)));
    // Each total count of changes takes a statement, because revisions do not share counts.
    expect(all - one).toBe(2);
  });
});

describe('what changed between two revisions', () => {
  it.each([
    [
      '',
      [
        '1 ADDED 15031/w1',
        '1 ADDED 15031/w2',
        '1 ADDED 15104/w3',
        '2 CHANGED 15031/w1',
        '2 CHANGED 15031/w2',
        '3 WITHDRAWN 15031/w2',
        '3 ADDED 15125/w4',
      ],
    ],
    ['(afterRevision: 1, throughRevision: 2)', ['2 CHANGED 15031/w1', '2 CHANGED 15031/w2']],
    ['(afterRevision: 2)', ['3 WITHDRAWN 15031/w2', '3 ADDED 15125/w4']],
    ['(afterRevision: 3)', []],
    ['(municipality: "15031", afterRevision: 1)', ['2 CHANGED 15031/w1', '2 CHANGED 15031/w2', '3 WITHDRAWN 15031/w2']],
    ['(dataset: "well", throughRevision: 1, first: 1)', ['1 ADDED 15031/w1']],
  ])('filtered by %s', async (args, expected) => {
    const { wellsRowChanges } = await ask(`{ wellsRowChanges${args} { ${CHANGES} } }`);
    expect(named(wellsRowChanges)).toEqual(expected);
  });

  it('is complete over all pages, without repetitions', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { wellsRowChanges } = await ask(
        `query ($after: String) { wellsRowChanges(first: 2, after: $after) { ${CHANGES} } }`,
        { after },
      );
      expect(wellsRowChanges.totalCount).toBe(7);
      seen.push(...named(wellsRowChanges));
      after = wellsRowChanges.pageInfo.hasNextPage ? wellsRowChanges.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(named((await ask(`{ wellsRowChanges { ${CHANGES} } }`)).wellsRowChanges));
  });

  it('as of a past moment has no later changes', async () => {
    const { wellsRevisions } = await ask('{ wellsRevisions { nodes { publishedAt } } }');
    const headers = { 'hub-as-of': wellsRevisions.nodes[1].publishedAt };
    const query = `{ wellsRowChanges { ${CHANGES} } }`;
    const { data } = (await test.subgraph.execute({ query }, headers)) as { data: { wellsRowChanges: never } };
    expect(named(data.wellsRowChanges)).toHaveLength(5);
  });

  it.each([
    ['(afterRevision: 2, throughRevision: 1)', 'BAD_ARGUMENT'],
    ['(dataset: "pond")', 'BAD_ARGUMENT'],
    ['(first: 501)', 'BAD_PAGE_SIZE'],
    ['(after: "x")', 'BAD_CURSOR'],
  ])('is refused for %s', async (args, code) => {
    const { errors } = await test.execute(`{ wellsRowChanges${args} { totalCount } }`);
    expect(errors![0]!.extensions.code).toBe(code);
  });
});
