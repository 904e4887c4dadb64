import { HttpServer } from '@cabildo/kit/process';
import { isHeadSignedBy } from '../../src/log/head.js';
import { leafHash, rootOf } from '../../src/log/merkle.js';
import { isConsistent, rootOfInclusion } from '../../src/log/proof.js';
import { logRoutes } from '../../src/log/routes.js';
import { saveHead } from '../../src/log/saved-head.js';
import { ConcurrencyLimit } from '../../src/process/concurrency-limit.js';
import { type LoggedWells, loggedWells, well } from './logged-wells.js';

let test: LoggedWells;
let door: HttpServer;
let base: string;

beforeAll(async () => {
  test = await loggedWells();
  door = new HttpServer({ routes: logRoutes(test.subgraph) });
  base = `http://127.0.0.1:${await door.listen(0, '127.0.0.1')}/log/wells`;
  const many = Array.from({ length: 2100 }, (_, at) => well(`x${at}`));
  for (let revision = 1; revision <= 5; revision += 1) await test.publish(well('w1', `Uno ${revision}`), ...many);
});
afterAll(async () => {
  await door.stop(0);
  await test.close();
});

// biome-ignore lint/suspicious/noExplicitAny: read by the paths that the route documents.
const ask = async (path: string): Promise<{ status: number; body: any }> => {
  const response = await fetch(`${base}${path}`);
  return { status: response.status, body: await response.json() };
};
const bytes = (hashes: string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'));

describe('a concurrency limit', () => {
  it('runs some tasks, queues some more and rejects the rest', async () => {
    const limit = new ConcurrencyLimit(2, 2, () => new Error('busy'));
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const work = (name: number) =>
      limit.run(() => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    const four = [1, 2, 3, 4].map(work);
    await expect(work(5)).rejects.toThrow('busy');
    expect(begun).toEqual([1, 2]);
    ends[0]!();
    await four[0];
    expect(begun).toEqual([1, 2, 3]);
    for (let at = 1; at < 4; at += 1) {
      ends[at]!();
      await four[at];
    }
    await expect(limit.run(async () => 6)).resolves.toBe(6);
  });
});

describe('the log over HTTP', () => {
  it('returns a signed head', async () => {
    const { status, body } = await ask('/head');
    expect(status).toBe(200);
    expect(body).toMatchObject({ subgraph: 'wells', size: 6 });
    expect(isHeadSignedBy(body, body.publicKey)).toBe(true);
    expect(isHeadSignedBy({ ...body, size: 5 }, body.publicKey)).toBe(false);
  });

  it('proves the inclusion of every revision at every size', async () => {
    const { leaves } = await saveHead(test.subgraph.database);
    for (let size = 2; size <= 6; size += 1) {
      const root = rootOf(bytes([...leaves!.slice(0, size)]));
      for (let revision = 1; revision < size; revision += 1) {
        const { body } = await ask(`/inclusion?revision=${revision}&size=${size}`);
        expect(JSON.parse(body.leaf)).toMatchObject({ kind: 'revision', revision, publishedBy: 'tester' });
        expect(rootOfInclusion(body.index, body.size, leafHash(body.leaf), bytes(body.proof))).toEqual(root);
        expect((await ask(`/leaf/${body.index}`)).body).toEqual({ index: body.index, leaf: body.leaf });
      }
      for (let from = 1; from <= size; from += 1) {
        const { body } = await ask(`/consistency?from=${from}&to=${size}`);
        const older = { size: from, root: rootOf(bytes([...leaves!.slice(0, from)])) };
        expect(isConsistent(older, { size, root }, bytes(body.proof))).toBe(true);
      }
    }
  });

  it('proves a row change in every chunk', async () => {
    const { rows } = JSON.parse((await ask('/inclusion?revision=1')).body.leaf);
    expect(rows.count).toBe(2101);
    for (const id of ['w1', 'x0', 'x1023', 'x1024', 'x2099', 'x999']) {
      const { body } = await ask(`/row?dataset=well&revision=1&key=15031&key=${id}`);
      expect(JSON.parse(body.entry).after).toMatchObject({ id, recordedFrom: 1 });
      const root = rootOfInclusion(body.index, body.size, leafHash(body.entry), bytes(body.proof));
      expect(root?.toString('hex')).toBe(rows.root);
    }
    const changed = (await ask('/row?dataset=well&revision=3&key=15031&key=w1')).body;
    expect(JSON.parse(changed.entry)).toMatchObject({ before: { name: 'Uno 2' }, after: { name: 'Uno 3' } });
  });

  it('is served for this subgraph only', async () => {
    const response = await fetch(new URL('../springs/head', `${base}/`));
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('The log of this subgraph is below /log/wells/'),
    ]);
  });

  it.each([
    ['/inclusion', 400, '"revision" is null'],
    ['/inclusion?revision=x', 400, '"revision" is "x"'],
    ['/inclusion?revision=9', 404, 'no revision 9'],
    ['/inclusion?revision=5&size=3', 400, 'Revision 5 is leaf 5'],
    ['/inclusion?revision=5&size=99', 400, 'the newest signed head has 6'],
    ['/consistency?from=7', 400, '"from" is 7'],
    ['/leaf/6', 404, 'no leaf 6'],
    ['/leaf/-1', 400, '"leaf/<n>" is "-1"'],
    ['/row?dataset=wells&revision=1', 400, 'Unknown dataset "wells". Expected one of: well'],
    ['/row?dataset=well&revision=1&key=15031', 400, 'The key of well is municipalityCode, id'],
    ['/row?dataset=well&revision=2&key=15031&key=x1', 404, 'Revision 2 did not change the row 15031, x1'],
    ['/row?dataset=well&revision=1&key=15031&key=%00', 400, 'cannot compare'],
    ['/tail', 404, 'Expected /log/wells/ followed by one of: head, root'],
    ['/head/1', 404, 'Expected /log/wells/'],
  ])('rejects %s with a message', async (path, status, sentence) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].message).toContain(sentence);
  });

  it('reports that it is broken', async () => {
    await test.pool.query('delete from log_node where level = 1 and place = 1');
    expect(await ask('/consistency?from=1')).toMatchObject({
      status: 500,
      body: { errors: [{ extensions: { code: 'LOG_BROKEN' } }] },
    });
  });
});
