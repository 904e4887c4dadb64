import { HttpServer } from '@cabildo/kit/process';
import { type LogSource, logsOf } from '../../src/log/log-source.js';
import { logRoutes } from '../../src/log/routes.js';
import { type SavedHead, saveHead } from '../../src/log/saved-head.js';
import { verifyResponse } from '../../src/log/verify-response.js';
import { wells } from '../wells.js';
import { type LoggedWells, loggedWells, newKey, well } from './logged-wells.js';

const QUERY = `{
  w2: well(id: "w2") { __typename id municipalityCode recordedIn { number } name depthM uses active url }
  wells { nodes { __typename id municipalityCode recordedIn { number } name } }
}`;
const key = newKey();

let test: LoggedWells;
let door: HttpServer;
let logs: LogSource;
let saved: SavedHead;
// biome-ignore lint/suspicious/noExplicitAny: read and forged by the paths that the query names.
let data: any;

beforeAll(async () => {
  test = await loggedWells(key);
  await test.publish(well('w1'), well('w2', 'Dos', '12.5'), well('w3'));
  saved = await saveHead(test.subgraph.database);
  await test.publish(well('w1', 'Uno'), well('w2', 'Dos', '12.5'), well('w3'));
  door = new HttpServer({ routes: logRoutes(test.subgraph) });
  logs = logsOf(`http://127.0.0.1:${await door.listen(0, '127.0.0.1')}`);
  data = (await test.subgraph.execute({ query: QUERY })).data;
});
afterAll(async () => {
  await door.stop(0);
  await test.close();
});

const verify = (answer: unknown, from: LogSource = logs, head: SavedHead = saved) =>
  verifyResponse(answer, [wells], from, { saved: { wells: head } });
const found = async (...args: Parameters<typeof verify>) =>
  (await verify(...args)).tamperings.map(({ code, sentence }) => [code, sentence]);
const one = (code: string, sentence: string) => [[code, expect.stringContaining(sentence)]];
const forged = (change: (copy: typeof data) => void) => {
  const copy = structuredClone(data);
  change(copy);
  return copy;
};

describe('a response', () => {
  it('is verified row by row, against a head before its newest revision', async () => {
    expect(await verify(data)).toMatchObject({
      proven: 4,
      unprovable: [],
      tamperings: [],
      heads: { wells: { size: 3 } },
    });
  });

  it('with a changed value: the value is named', async () => {
    const changed = forged((copy) => {
      copy.w2.depthM = 13;
    });
    expect(await found(changed)).toEqual(one('VALUE_DIFFERS', 'w2.depthM is 13; the log has 12.5 for well 15031, w2.'));
    const invented = forged((copy) => {
      copy.w2.url = 'https://example.org/';
    });
    expect(await found(invented)).toEqual(
      one('VALUE_DIFFERS', 'w2.url is "https://example.org/"; the log has unknown'),
    );
  });

  it('with one row in place of another: the row is named', async () => {
    const swapped = forged((copy) => {
      copy.wells.nodes[0].name = copy.wells.nodes[2].name;
    });
    expect(await found(swapped)).toEqual(one('VALUE_DIFFERS', 'wells.nodes.0.name is "Pozo w3"; the log has "Uno"'));
  });

  it('with a row that its revision did not record is rejected by the log', async () => {
    const moved = forged((copy) => {
      copy.w2.recordedIn.number = 2;
    });
    await expect(verify(moved)).rejects.toThrow('Revision 2 did not change the row 15031, w2 of well.');
  });

  it('without key fields: the missing fields are named', async () => {
    const { data: bare } = await test.subgraph.execute({ query: '{ well(id: "w1") { __typename id name } }' });
    expect(await verify(bare)).toMatchObject({
      proven: 0,
      unprovable: [{ path: 'well', lacks: 'municipalityCode, recordedIn { number }' }],
    });
  });

  it('finds the code of a municipality in a nested or an enclosing object', async () => {
    const [below, around] = [structuredClone(data.w2), structuredClone(data.w2)];
    delete below.municipalityCode;
    delete around.municipalityCode;
    const shown = {
      below: { ...below, municipality: { code: '15031' } },
      of: { __typename: 'Municipality', code: '15031', wells: [around] },
    };
    expect(await verify(shown)).toMatchObject({ proven: 2, unprovable: [], tamperings: [] });
  });
});

describe('a log with wrong data is detected:', () => {
  it('another row', async () => {
    const row: LogSource['row'] = async (...args) => {
      const proof = await logs.row(...args);
      return { ...proof, entry: proof.entry.replace('12.5', '13') };
    };
    const changed = forged((copy) => {
      copy.w2.depthM = 13;
    });
    expect((await found(changed, { ...logs, row }))[0]).toEqual([
      'PROOF_FAILS',
      expect.stringContaining('w2: the proof'),
    ]);
  });

  it('the proof of another row', async () => {
    const row: LogSource['row'] = (subgraph, dataset, revision) =>
      logs.row(subgraph, dataset, revision, ['15031', 'w3']);
    const { w2 } = data;
    const shown = {
      w2: { __typename: 'Well', id: 'w2', recordedIn: w2.recordedIn, municipality: { code: '15031' } },
    };
    expect(await found(shown, { ...logs, row })).toEqual(one('PROOF_FAILS', 'of another row than well 15031, w2'));
  });

  it('another revision', async () => {
    const inclusion: LogSource['inclusion'] = async (...args) => {
      const proof = await logs.inclusion(...args);
      return { ...proof, leaf: proof.leaf.replace('tester', 'another') };
    };
    expect((await found(data, { ...logs, inclusion }))[0]).toEqual([
      'PROOF_FAILS',
      'The proof that the log has revision 1 fails.',
    ]);
  });

  it('another history, under another key or the same', async () => {
    for (const signing of [newKey(), key]) {
      const other = await loggedWells(signing);
      await other.publish(well('w1'), well('w2', 'Dos', '13'), well('w3'));
      await other.publish(well('w1', 'Uno'), well('w2', 'Dos', '13'), well('w3'));
      const lying = new HttpServer({ routes: logRoutes(other.subgraph) });
      const url = `http://127.0.0.1:${await lying.listen(0, '127.0.0.1')}`;
      const answer = (await other.subgraph.execute({ query: QUERY })).data;
      expect((await verifyResponse(answer, [wells], logsOf(url))).proven).toBe(4);
      expect(await found(answer, logsOf(url))).toEqual(one('HEAD_DIFFERS', 'does not continue the 2 leaves'));
      await lying.stop(0);
      await other.close();
    }
  });

  it('a key that the previous one did not introduce', async () => {
    const other = newKey();
    const { signHead, publicKeyText } = await import('../../src/log/head.js');
    const head: LogSource['head'] = async (subgraph) => {
      const { size, root, signedAt } = await logs.head(subgraph);
      return { ...signHead({ subgraph, size, root, signedAt }, other), publicKey: publicKeyText(other) };
    };
    expect(await found(data, { ...logs, head })).toEqual(one('KEY_SWAPPED', 'did not introduce'));
  });

  it('an unsigned head', async () => {
    const head: LogSource['head'] = async (subgraph) => ({ ...(await logs.head(subgraph)), size: 2 });
    expect(await found(data, { ...logs, head })).toEqual(one('HEAD_FORGED', 'not signed'));
  });

  it('no response', async () => {
    await expect(verify(data, logsOf('http://127.0.0.1:1'))).rejects.toThrow('Cannot reach');
  });
});

describe('a key that was replaced', () => {
  it('is followed by the signature of the previous one', async () => {
    const current = newKey();
    const again = await wells.connect({ dsn: { write: test.dsn }, signingKeys: { current, previous: key } });
    await again.database.migrate();
    await again.close();
    expect((await logs.head('wells')).key).not.toBe(saved.key);
    expect(await verify(data)).toMatchObject({ proven: 4, tamperings: [] });
  });
});
