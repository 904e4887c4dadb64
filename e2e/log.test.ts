import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { ask, HubProcess, type RunningHub, startHub } from './running-hub.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

const QUERY = `{ municipality(code: "15031") {
  __typename code recordedIn { number } name areaKm2 seat
  latestDeclaration { __typename id recordedIn { number } date addressee signatories { __typename position recordedIn { number } name role } }
  latestSecretariat { __typename id recordedIn { number } level stage }
  latestObservations { __typename recordedIn { number } period seriesCode sourceCode value status indicator { __typename code recordedIn { number } unit } }
} }`;

let whole: WholeHub;
let home: string;
let folder: string;
let hub: RunningHub;
let lost: string | undefined;

beforeAll(async () => {
  whole = await wholeHub(process.env.CABILDO_TEST_DSN!);
  home = newHome();
  folder = await mkdtemp(join(tmpdir(), 'cabildo-verify-'));
  hub = await startHub(home, { DATABASE_URL: whole.dsn });
}, 120_000);

afterAll(async () => {
  await hub.end('SIGKILL');
  await whole.close();
  await removeHomes();
  await rm(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);

async function run(...args: string[]): Promise<{ code: unknown; output: string }> {
  const command = new HubProcess(args, { DATABASE_URL: whole.dsn, CABILDO_HOME: home });
  return { code: await command.exited, output: command.output };
}

/** Changes the tables as nobody but who runs the database could. */
async function tamper(statement: string): Promise<void> {
  const client = await (await whole.subgraphs[0]!.database.pool()).connect();
  await client.query('set session_replication_role = replica');
  await client.query(statement).finally(() => client.release(true));
}

describe('a hub that has its log', () => {
  it('made its key at the first start, for its own eyes', () => {
    expect(statSync(join(home, 'signing-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('verifies its tables and saves the heads that it serves', async () => {
    const { code, output } = await run('verify', '--save', path('heads.json'));
    expect(output).toMatch(
      /^municipalities: \d+ rows of \d+ leaves hold; root [0-9a-f]{64}\. No saved head was given/m,
    );
    expect(code).toBe(0);
    const { heads } = JSON.parse(await readFile(path('heads.json'), 'utf8'));
    for (const { leaves, revisions, ...head } of heads) {
      expect(revisions).toHaveLength(head.size);
      expect(leaves).toHaveLength(head.size);
      expect(await (await fetch(`${hub.url}/log/${head.subgraph}/head`)).json()).toEqual(head);
    }
  }, 60_000);

  it('proves a response, and names each changed value in it', async () => {
    const answer = JSON.stringify(await ask(hub.url, QUERY));
    await writeFile(path('answer.json'), answer);
    const proof = ['--head', path('heads.json'), '--from', hub.url];
    const { code, output } = await run('verify', path('answer.json'), ...proof);
    expect(output).toMatch(/^\d\d rows of the answer are in the logs as they are shown\./m);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/indicators: a log of 15 leaves, continues the saved head of 15/),
    ]);
    await writeFile(path('forged.json'), answer.replace('"areaKm2":54.45', '"areaKm2":55.45'));
    expect(await run('verify', path('forged.json'), ...proof)).toEqual({
      code: 1,
      output: expect.stringContaining(
        'VALUE_DIFFERS  municipalities: municipality.areaKm2 is 55.45; the log has 54.45',
      ),
    });
  }, 60_000);

  it('exports what is verified without it, and what was changed there shows', async () => {
    expect((await run('export', 'secretariats', '--out', path('log.ndjson'))).code).toBe(0);
    const alone = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing', CABILDO_HOME: path('nowhere') };
    const verify = new HubProcess(['verify', path('log.ndjson'), '--head', path('heads.json')], alone);
    expect(await verify.exited).toBe(0);
    expect(verify.output).toMatch(/^secretariats: 109 rows of \d+ leaves hold.* It begins as the head that was saved/m);
    expect(verify.output).toMatch(
      /^indicators: its log is not in .*log\.ndjson, and its saved head was not looked at/m,
    );
    expect(existsSync(path('nowhere'))).toBe(false);
    const lines = await readFile(path('log.ndjson'), 'utf8');
    await writeFile(path('log2.ndjson'), lines.replace('"level":"MUNICIPAL"', '"level":"LOCAL"'));
    const { code, output } = await run('verify', path('log2.ndjson'));
    expect([code, output]).toEqual([1, expect.stringMatching(/^ROW_CHANGED {2}secretariats: Line \d+, revision 1/m)]);
  }, 60_000);

  it('names the row that was changed behind its back', async () => {
    const change = (by: string) =>
      `update indicators.observation set value = value ${by} where municipality_code = '15031' and indicator_code = 'poblacion_mujeres_pct' and period = '2020'`;
    await tamper(change('+ 1'));
    const { code, output } = await run('verify', '--head', path('heads.json'));
    expect(code).toBe(1);
    expect(output).toMatch(
      /^ROW_CHANGED {2}indicators: Revision \d+, dataset observation: the row municipalityCode 15031, indicatorCode poblacion_mujeres_pct, period 2020/m,
    );
    expect(output).toMatch(/^municipalities: \d+ rows of \d+ leaves hold/m);
    await tamper(change('- 1'));
    expect((await run('verify', '--head', path('heads.json'))).code).toBe(0);
  }, 60_000);

  it('takes a new key, which the one before signs; saved heads still hold', async () => {
    await hub.end('SIGTERM');
    expect((await run('rotate-key')).code).toBe(0);
    const { code, output } = await run('verify', '--head', path('heads.json'));
    expect([code, output]).toEqual([0, expect.stringContaining('rows of 16 leaves hold')]);
    await rm(join(home, 'signing-key.pem'));
    await rm(join(home, 'signing-key.previous.pem'));
    const stranger = await run('start');
    expect(stranger.code).toBe(1);
    expect(stranger.output.trimEnd().split('\n').at(-1)).toMatch(
      /^The log of municipalities is signed by the key [0-9a-f]{16}, and this process has the key/,
    );
    [, lost] = /hub rotate-key --lost ([0-9a-f]{16})/.exec(stranger.output)!;
  }, 60_000);

  it('accepts a new key in place of a lost one, and verification reports that nothing vouches for it', async () => {
    const { code, output } = await run('rotate-key', '--lost', lost!);
    expect(code).toBe(0);
    const [, id] = /publish its id, ([0-9a-f]{64})/.exec(output)!;
    const doubted = await run('verify', '--head', path('heads.json'), '--save', path('later.json'));
    expect(doubted).toEqual({
      code: 1,
      output: expect.stringMatching(
        new RegExp(
          `^KEY_UNVOUCHED  municipalities: From leaf \\d+ on, the key ${id} signs in place of the lost key ${lost}`,
          'm',
        ),
      ),
    });
    expect(existsSync(path('later.json'))).toBe(false);
    const trusted = ['--trust-key', id!.slice(0, 16)];
    expect((await run('verify', '--head', path('heads.json'), '--save', path('later.json'), ...trusted)).code).toBe(0);
    expect(await run('verify', '--head', path('later.json'))).toEqual({
      code: 0,
      output: expect.stringContaining('the saved head already includes it'),
    });
    expect((await run('rotate-key', '--lost', id!)).output).toContain('that key is here, and not lost');
  }, 60_000);
});
