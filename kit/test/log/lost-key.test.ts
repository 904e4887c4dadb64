import { Readable } from 'node:stream';
import { HttpServer } from '@cabildo/kit/process';
import { exportLog } from '../../src/log/export.js';
import { idOfKey } from '../../src/log/head.js';
import { type LogSource, logsOf } from '../../src/log/log-source.js';
import type { TrustBySubgraph } from '../../src/log/log-walk.js';
import { logRoutes } from '../../src/log/routes.js';
import { type SavedHead, saveHead } from '../../src/log/saved-head.js';
import { verifyDatabase } from '../../src/log/verify-database.js';
import { verifyExport } from '../../src/log/verify-export.js';
import { verifyResponse } from '../../src/log/verify-response.js';
import type { SigningKeys } from '../../src/process/signing-keys.js';
import { wells } from '../wells.js';
import { type LoggedWells, loggedWells, newKey, well } from './logged-wells.js';

const [old, current] = [newKey(), newKey()];
const [lost, id] = [idOfKey(old), idOfKey(current)];

let test: LoggedWells;
let before: SavedHead;
let after: SavedHead;
let door: HttpServer;
let logs: LogSource;

const start = async (signingKeys: SigningKeys) => {
  const subgraph = await wells.connect({ dsn: { write: test.dsn }, signingKeys });
  try {
    await subgraph.database.migrate();
  } finally {
    await subgraph.close();
  }
};

beforeAll(async () => {
  test = await loggedWells(old);
  await test.publish(well('w1'), well('w2'));
  before = await saveHead(test.subgraph.database);
  door = new HttpServer({ routes: logRoutes(test.subgraph) });
  logs = logsOf(`http://127.0.0.1:${await door.listen(0, '127.0.0.1')}`);
});
afterAll(async () => {
  await door.stop(0);
  await test.close();
});

/** Verifies the tables, an export and a response with what a verifier has. */
async function verified({ saved, trusted }: TrustBySubgraph) {
  const lines = (await Array.fromAsync(exportLog(test.subgraph))).join('').trimEnd().split('\n');
  const { data } = await test.subgraph.execute({
    query: '{ well(id: "w1") { __typename id municipalityCode recordedIn { number } name } }',
  });
  const found = [
    await verifyDatabase(test.subgraph, { saved: saved?.wells, trusted }),
    ...(await verifyExport(Readable.from(lines), { saved, trusted })),
    await verifyResponse(data, [wells], logs, { saved, trusted }),
  ];
  return found.map(({ tamperings, notes }) => [tamperings.map(({ code }) => code), notes.length]);
}

describe('a lost signing key', () => {
  it('is replaced only if it is named', async () => {
    await expect(start({ current })).rejects.toThrow(`hub rotate-key --lost ${lost.slice(0, 16)}`);
    await expect(start({ current, lost: id })).rejects.toThrow('is signed by the key');
    await start({ current, lost: lost.slice(0, 16) });
    await start({ current, lost });
    after = await saveHead(test.subgraph.database);
    expect(after).toMatchObject({ size: before.size + 1, key: id });
  });

  it('is named in an unsigned key leaf', async () => {
    expect(JSON.parse(await logs.leaf('wells', before.size))).toEqual({
      kind: 'key',
      subgraph: 'wells',
      publicKey: after.publicKey,
      replaces: lost,
      signature: null,
      lost: true,
    });
    expect((await logs.consistency('wells', before.size, after.size)).proof.length).toBeGreaterThan(0);
  });

  it('keeps earlier heads valid; its successor must be trusted by the verifier', async () => {
    const saved = { wells: before };
    const doubted = [['KEY_UNVOUCHED'], 0];
    expect(await verified({ saved })).toEqual([doubted, doubted, doubted]);
    expect(await verified({ saved, trusted: [lost] })).toEqual([doubted, doubted, doubted]);
    const believed = [[], 1];
    expect(await verified({ saved, trusted: [id.slice(0, 16)] })).toEqual([believed, believed, believed]);
  });

  it('is reported without a saved head, and accepted with a later saved head', async () => {
    expect((await verified({})).slice(0, 2)).toEqual([
      [['KEY_UNVOUCHED'], 0],
      [['KEY_UNVOUCHED'], 0],
    ]);
    expect(await verified({ saved: { wells: after } })).toEqual([
      [[], 1],
      [[], 1],
      [[], 0],
    ]);
  });

  it('cannot be claimed for a successor that has its signature', async () => {
    const forged = async (change: (leaf: string) => string) => {
      const lines = (await Array.fromAsync(exportLog(test.subgraph))).join('').trimEnd().split('\n');
      const [found] = await verifyExport(Readable.from(lines.map(change)), { trusted: [id] });
      return found!.tamperings.map(({ code }) => code);
    };
    expect(await forged((line) => line.replace(',"lost":true', ''))).toContain('KEY_SWAPPED');
    expect(await forged((line) => line.replace(`"replaces":"${lost}"`, `"replaces":"${id}"`))).toContain('KEY_SWAPPED');
  });
});
