import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { ask, HubProcess, type RunningHub, startHub } from './running-hub.js';

const left = new Set<RunningHub>();
const start = async (...args: Parameters<typeof startHub>) => {
  const hub = await startHub(...args);
  left.add(hub);
  return hub;
};
const end = (hub: RunningHub, signal: NodeJS.Signals) => {
  left.delete(hub);
  return hub.end(signal);
};

afterEach(async () => {
  for (const hub of left) await end(hub, 'SIGKILL');
  await removeHomes();
});

/** Processes whose command line or working folder names the home. */
function processesOf(home: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(home));
}

const REVISIONS =
  '{ municipalitiesRevisions { totalCount } secretariatsRevisions { totalCount } indicatorsRevisions { totalCount } }';

describe('the hub', () => {
  it('starts on an empty home, responds, ends on SIGTERM, and starts again on its data', async () => {
    const home = newHome();
    const first = await start(home);
    const whole = await readFile('schema/operations/whole-picture.graphql', 'utf8');
    const answer = await ask(first.url, whole);
    expect(answer.errors).toBeUndefined();
    const revisions = await ask(first.url, REVISIONS);
    expect(await end(first, 'SIGTERM')).toBe(0);
    expect(first.output).toContain('Stopped.');
    expect(processesOf(home)).toEqual([]);

    const second = await start(home);
    expect(await ask(second.url, whole)).toEqual(answer);
    expect(await ask(second.url, REVISIONS)).toEqual(revisions);
    expect(await end(second, 'SIGINT')).toBe(0);
    expect(processesOf(home)).toEqual([]);
  }, 120_000);

  it('that was killed leaves a database that the next one takes over, whole', async () => {
    const home = newHome();
    const first = await start(home);
    const before = await ask(first.url, REVISIONS);
    await end(first, 'SIGKILL');
    const second = await start(home);
    expect(await ask(second.url, REVISIONS)).toEqual(before);
    await end(second, 'SIGTERM');
    expect(processesOf(home)).toEqual([]);
  }, 120_000);

  it('whose output nobody reads any more still ends in order', async () => {
    const home = newHome();
    const hub = await start(home);
    hub.hangUp();
    expect(await end(hub, 'SIGTERM')).toBe(0);
    expect(processesOf(home)).toEqual([]);
  }, 120_000);

  it('killed while it loads its data goes on from the last whole publication', async () => {
    const home = newHome();
    const first = new HubProcess(['start'], { PORT: '0', CABILDO_HOME: home });
    await first.says(/Bringing the tables up to date … [\d.]+ s/);
    await first.end('SIGKILL');
    const second = await start(home);
    const { data } = await ask(second.url, '{ municipalities { totalCount } indicators { totalCount } }');
    expect(data).toEqual({ municipalities: { totalCount: 125 }, indicators: { totalCount: 36 } });
    await end(second, 'SIGTERM');
  }, 120_000);
});

describe('one sentence says', () => {
  const sentence = async (environment: Record<string, string>) => {
    const hub = new HubProcess(['start'], environment);
    expect(await hub.exited).toBe(1);
    expect(hub.output).not.toMatch(/^\s+at /m);
    return hub.output.trimEnd().split('\n').at(-1);
  };

  it('that another hub has the home, or the port, and the first goes on', async () => {
    const home = newHome();
    const first = await start(home);
    const port = new URL(first.url).port;
    expect(await sentence({ PORT: '0', CABILDO_HOME: home })).toMatch(
      /^Another Cabildo \(pid \d+, http:\/\/localhost:\d+\) is using .+: stop it, or set CABILDO_HOME to another folder\.$/,
    );
    expect(await sentence({ PORT: port, CABILDO_HOME: newHome() })).toBe(
      `Port ${port} is taken by another process: stop it, or set PORT to another.`,
    );
    expect((await ask(first.url, '{ municipalities { totalCount } }')).data).toEqual({
      municipalities: { totalCount: 125 },
    });
  }, 120_000);

  it('that the port is taken, before anything is loaded', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const home = newHome();
    expect(await sentence({ PORT: String(port), CABILDO_HOME: home })).toContain(`Port ${port} is taken`);
    expect(processesOf(home)).toEqual([]);
    other.close();
  }, 60_000);

  it('that the home cannot be written to', async () => {
    const file = join(tmpdir(), `cabildo-${randomBytes(4).toString('hex')}`);
    await writeFile(file, '');
    expect(await sentence({ PORT: '0', CABILDO_HOME: join(file, 'home') })).toMatch(
      /^Cabildo cannot write to its home .+ \(ENOTDIR\): make it writable, or set CABILDO_HOME/,
    );
    await rm(file);
  }, 60_000);

  it('all that is wrong with the environment', async () => {
    expect(await sentence({ PORT: 'http' })).toBe('PORT is "http": expected a port number from 0 to 65535');
  }, 60_000);
});

describe('hub ingest', () => {
  it('publishes beside a running hub, whose next response has it; a wrong file changes nothing', async () => {
    const home = newHome();
    const hub = await start(home);
    const folder = await mkdtemp(join(tmpdir(), 'cabildo-ingest-'));
    const environment = { CABILDO_HOME: home };
    await writeFile(
      join(folder, 'source.json'),
      JSON.stringify({ code: 'agency', publisher: 'Agency', title: 'More states', coverage: 'complete' }),
    );
    await writeFile(join(folder, 'state.csv'), 'code,name\n14,Jalisco\n');
    const good = new HubProcess(['ingest', 'state', join(folder, 'state.csv'), '--note', 'a neighbour'], environment);
    expect(await good.exited).toBe(0);
    expect(good.output).toContain('state: published as revision');
    const states = async () => (await ask(hub.url, '{ states { nodes { code name } } }')).data.states;
    expect(await states()).toEqual({
      nodes: [
        { code: '14', name: 'Jalisco' },
        { code: '15', name: 'México' },
      ],
    });

    await writeFile(join(folder, 'wrong.csv'), 'code,name\n99,Nowhere\n14,\n');
    const bad = new HubProcess(['ingest', 'state', join(folder, 'wrong.csv')], environment);
    expect(await bad.exited).toBe(1);
    expect(bad.output).toContain('error BAD_VALUE wrong.csv line 2, column code: "99" found');
    expect(bad.output).toContain('error MISSING_VALUE wrong.csv line 3, column name');
    expect(bad.output).toContain('rejected: nothing was published; 2 errors to correct.');
    expect(await states()).toEqual({
      nodes: [
        { code: '14', name: 'Jalisco' },
        { code: '15', name: 'México' },
      ],
    });

    const none = new HubProcess(['ingest', 'estado', join(folder, 'state.csv')], environment);
    expect(await none.exited).toBe(1);
    expect(none.output).toContain('There is no dataset "estado"; there are state, municipality,');
    await rm(folder, { recursive: true });
  }, 120_000);
});
