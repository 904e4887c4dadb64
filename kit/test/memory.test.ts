import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

let test: TestSubgraph;
let folder: string;
beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-memory-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const ROWS = Number(process.env.ROWS ?? 100_000);
const NAME = 'Pozo de la comunidad, con un nombre tan largo como los hay';

async function write(name: string, row: (at: number) => string): Promise<string> {
  const path = join(folder, name);
  const file = createWriteStream(path);
  const target = name.endsWith('.gz') ? createGzip() : file;
  if (target !== file) target.pipe(file);
  target.write('municipality_code,id,name,depth_m\n');
  for (let at = 0; at < ROWS; at += 1000) {
    const rows = Array.from({ length: 1000 }, (_, index) => row(at + index));
    if (!target.write(rows.join(''))) await once(target, 'drain');
  }
  target.end();
  await once(file, 'finish');
  return path;
}

/** Reads a file in a process that has 96 MB for its objects. */
async function read(path: string) {
  const main = ['--max-old-space-size=96', '--import', './e2e/postgres/from-source.js', 'kit/test/dry-run-main.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, [...main, test.dsn, path]);
  return JSON.parse(stdout);
}

// ROWS=60000000 makes a file of 5 GB of it.
it.each<[string, string, (at: number) => string, object]>([
  ['a large file', 'wells.csv', (at) => `15031,w${at},"${NAME}",${at % 900}\n`, { outcome: 'checked', rows: ROWS }],
  ['one that is gzipped', 'wells.csv.gz', (at) => `15031,w${at},${NAME.slice(0, 20)},1\n`, { outcome: 'checked' }],
  [
    'one that is wrong in every row',
    'wrong.csv',
    (at) => `1503,w${at},Pozo,x\n`,
    { outcome: 'rejected', rows: 0, counts: { error: 2 * ROWS, warning: 0, note: 0 } },
  ],
])(
  '%s takes no more memory than a small one',
  async (_, name, row, expected) => {
    const result = await read(await write(name, row));
    expect(result).toMatchObject(expected);
    expect(result.megabytes).toBeLessThan(300);
  },
  600_000,
);
