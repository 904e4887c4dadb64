import { exportLog } from '../../src/log/export.js';
import { type SavedHead, saveHead } from '../../src/log/saved-head.js';
import { verifyExport } from '../../src/log/verify-export.js';
import { type LoggedWells, loggedWells, well } from './logged-wells.js';

let test: LoggedWells;
let saved: SavedHead;
let lines: string[];

beforeAll(async () => {
  test = await loggedWells();
  await test.publish(well('w1'), well('w2', 'Dos'), well('w3'));
  saved = await saveHead(test.subgraph.database);
  await test.publish(well('w1', 'Uno'), well('w2', 'Dos'));
  const text = (await Array.fromAsync(exportLog(test.subgraph))).join('');
  lines = text.trimEnd().split('\n');
});
afterAll(() => test.close());

async function* each(list: string[]) {
  yield* list;
}
const verify = (list: string[]) => verifyExport(each(list), { saved: { wells: saved } });
const found = async (list: string[]) =>
  (await verify(list))[0]!.tamperings.map(({ code, sentence }) => [code, sentence]);
const one = (code: string, sentence: string) => [[code, expect.stringContaining(sentence)]];

describe('an export', () => {
  it('has head, leaves and rows, and verifies', async () => {
    expect(lines.map((line) => line.slice(0, 8))).toEqual(
      ['{"head":', '{"kind":', '{"counts', '["', '["', '["', '{"counts', '["', '["'].map((start) =>
        expect.stringContaining(start),
      ),
    );
    expect(await verify(lines)).toEqual([
      {
        subgraph: 'wells',
        leaves: 3,
        entries: 5,
        root: expect.stringMatching(/^[0-9a-f]{64}$/),
        tamperings: [],
        notes: [],
      },
    ]);
  });

  it('with a changed line: the first difference is named', async () => {
    expect(await found(lines.map((line) => line.replace('"Dos"', '"Two"')))).toEqual(
      one(
        'ROW_CHANGED',
        'Line 5, revision 1, dataset well: the row differs from the log; it is now {"after":{"id":"w2"',
      ),
    );
  });

  it('with changed hashes: the revision is named', async () => {
    const [, hash] = /^\["([0-9a-f]+)"/.exec(lines[3]!)!;
    const forged = [...lines.slice(0, 4), lines[3]!, ...lines.slice(5)];
    expect(hash).toHaveLength(64);
    expect(await found(forged)).toEqual(one('ROWS_REHASHED', 'Revision 1'));
  });

  it('with a missing row, an extra row or a missing leaf', async () => {
    expect(await found(lines.toSpliced(4, 1))).toEqual(
      one('ROW_MISSING', 'Revision 1 has 2 rows in the export; its leaf has 3'),
    );
    expect(await found(lines.toSpliced(4, 0, lines[4]!))).toEqual(
      one('ROW_UNKNOWN', 'Revision 1 has 4 rows in the export'),
    );
    expect(await found(lines.slice(0, 6))).toEqual(one('HEAD_FORGED', 'covers more leaves than the log has (2)'));
    expect((await found(lines.toSpliced(1, 1))).map(([code]) => code)).toEqual(['HEAD_FORGED', 'HEAD_DIFFERS']);
  });

  it('with another publisher of a revision', async () => {
    const forged = lines.map((line) => line.replace('"publishedBy":"tester"', '"publishedBy":"another"'));
    expect((await found(forged)).map(([code]) => code)).toEqual(['HEAD_FORGED', 'HEAD_DIFFERS']);
  });
});
