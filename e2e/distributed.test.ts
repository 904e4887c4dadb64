import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKey, sign } from '@cabildo/kit/process';
import { NodeProcess } from './node-process.js';
import { ask, HubProcess } from './running-hub.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

const WHOLE_PICTURE = readFileSync('schema/operations/whole-picture.graphql', 'utf8');
const names = ['municipalities', 'secretariats', 'indicators', 'registry'];

// A key of its own for each: what one agency holds is no way into another.
const keyOf = (name: string) => `test:${name.padEnd(40, '-')}`;

const metricsTokenOf = (name: string) => name.padEnd(40, '+');

// What a process signs its log with, the same at every start.
const { privateKey } = generateKeyPairSync('ed25519');
const SIGNING_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

const processes = new Map<string, NodeProcess>();
const ports = new Map<string, string>();
let hub: WholeHub;
let url: string;
let permalinks: string;

async function startSubgraph(name: string, port = '0'): Promise<void> {
  const started = new NodeProcess([`services/${name}/dist/main.js`], {
    PORT: port,
    DATABASE_URL: hub.dsn,
    GATEWAY_KEYS: keyOf(name),
    METRICS_TOKEN: metricsTokenOf(name),
    SIGNING_KEY,
  });
  processes.set(name, started);
  const [, bound] = await started.says(/listens on port (\d+)/);
  ports.set(name, bound!);
}

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  await Promise.all(names.map((name) => startSubgraph(name)));
  const urls = names.map((name) => `${name}=http://127.0.0.1:${ports.get(name)}/graphql`).join(' ');
  permalinks = mkdtempSync(join(tmpdir(), 'cabildo-permalinks-'));
  const gateway = new NodeProcess(['gateway/dist/main.js'], {
    PORT: '0',
    SUPERGRAPH: 'schema/supergraph.graphql',
    PERMALINKS: permalinks,
    TRUSTED_DOCUMENTS: 'schema/trusted-documents.json',
    PUBLIC_URL: 'https://hub.test',
    SUBGRAPH_URLS: urls,
    SUBGRAPH_KEYS: names.map((name) => `${name}=${keyOf(name)}`).join(' '),
  });
  processes.set('gateway', gateway);
  [, url] = (await gateway.says(/answers at (\S+)/)) as unknown as [string, string];
}, 60_000);

afterAll(async () => {
  for (const each of processes.values()) await each.end('SIGKILL');
  await hub.close();
  rmSync(permalinks, { recursive: true });
});

describe('each agency its own process', () => {
  it('returns the whole picture as one process does', async () => {
    const over = await ask(url, WHOLE_PICTURE);
    expect(over).toEqual(JSON.parse(JSON.stringify(await hub.engine.execute({ query: WHOLE_PICTURE }))));
  });

  it('returns the state as of a moment as one process does', async () => {
    const at = new Date().toISOString();
    const headers = { 'hub-as-of': at };
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const over = await fetch(url, { ...init, body: JSON.stringify({ query: WHOLE_PICTURE }) });
    const answer = await over.json();
    expect(answer).toEqual(JSON.parse(JSON.stringify(await hub.engine.execute({ query: WHOLE_PICTURE, headers }))));
    expect(answer).toMatchObject({ extensions: { asOf: { at, present: [] } } });
  });

  it('runs the committed documents by their ids', async () => {
    const { operations } = JSON.parse(readFileSync('schema/trusted-documents.json', 'utf8')) as {
      operations: { id: string; body: string }[];
    };
    for (const { id, body } of operations) {
      const byText = await ask(url, body);
      expect(byText.errors).toBeUndefined();
      const headers = { 'apollo-require-preflight': 'yes', 'content-type': 'application/json' };
      const asked = JSON.stringify({ documentId: id });
      expect(await (await fetch(url, { method: 'POST', headers, body: asked })).json()).toEqual(byText);
      const byGet = await fetch(`${url}?documentId=${id}`, { headers: { 'apollo-require-preflight': 'yes' } });
      expect(await byGet.json()).toEqual(byText);
    }
  });

  it('reports that it is alive and ready', async () => {
    for (const name of names) {
      const base = `http://127.0.0.1:${ports.get(name)}`;
      expect(await (await fetch(`${base}/health`)).json()).toEqual({ status: 'ok' });
      expect(await (await fetch(`${base}/ready`)).json()).toEqual({ status: 'ok', subgraph: name });
    }
  });

  it('responds to the gateway only, and not to a gateway with the key of another subgraph', async () => {
    const body = '{"query":"{ __typename }"}';
    for (const name of names) {
      const url = `http://127.0.0.1:${ports.get(name)}/graphql`;
      const [other] = names.filter((each) => each !== name);
      const signature = (of: string) => sign(readKey(keyOf(of)), { method: 'POST', path: '/graphql', body });
      const asked = async (headers: Record<string, string>) =>
        (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }))
          .status;
      expect(await asked({})).toBe(401);
      expect(await asked({ 'hub-signature': signature(other!) })).toBe(401);
      const once = signature(name);
      expect(await asked({ 'hub-signature': once })).toBe(200);
      expect(await asked({ 'hub-signature': once })).toBe(401);
    }
  });

  it('returns its metrics for its token, and logs no token', async () => {
    const scrape = (name: string, token: string) =>
      fetch(`http://127.0.0.1:${ports.get(name)}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    const calls = async (name: string) =>
      Number(
        /^subgraph_calls_total\{status="200"\} (\d+)$/m.exec(
          await (await scrape(name, metricsTokenOf(name))).text(),
        )?.[1],
      );
    const before = await Promise.all(names.map(calls));
    await ask(
      url,
      '{ municipality(code: "15033") { name latestSecretariat { stage } latestObservations { value } } agencies { totalCount } }',
    );
    for (const [index, name] of names.entries()) {
      expect(await calls(name)).toBeGreaterThan(before[index]!);
      const [other] = names.filter((each) => each !== name);
      expect((await scrape(name, metricsTokenOf(other!))).status).toBe(401);
      expect(processes.get(name)!.output).not.toContain('+');
    }
  });

  it('serves its log to everyone through the gateway, and to nobody directly', async () => {
    for (const name of names) {
      const head = await (await fetch(`${url}log/${name}/head`)).json();
      expect(head).toMatchObject({
        subgraph: name,
        root: expect.stringMatching(/^[0-9a-f]{64}$/),
        signature: expect.any(String),
      });
      expect((await fetch(`http://127.0.0.1:${ports.get(name)}/log/${name}/head`)).status).toBe(401);
    }
  });

  it('has its responses proven through the gateway alone', async () => {
    const query = `{ municipality(code: "15031") { __typename code recordedIn { number } name areaKm2
      latestSecretariat { __typename id recordedIn { number } level }
      latestObservations { __typename recordedIn { number } period seriesCode sourceCode value rawText indicator { __typename code recordedIn { number } } } } }`;
    const answer = join(permalinks, '.answer');
    writeFileSync(answer, JSON.stringify(await ask(url, query)));
    const verify = new HubProcess(['verify', answer, '--from', url]);
    expect(await verify.exited).toBe(0);
    expect(verify.output).toMatch(/^\d\d rows of the answer are in the logs as they are shown\./m);
    // The response has no row of the registry.
    for (const name of names.filter((each) => each !== 'registry'))
      expect(verify.output).toContain(`${name}: a log of`);
    rmSync(answer);
  });

  it('keeps permalinks at the gateway', async () => {
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(`${url}p`, { method: 'POST', headers, body: JSON.stringify({ query: WHOLE_PICTURE }) });
    const [location, bytes] = [made.headers.get('location')!, await made.text()];
    expect(JSON.parse(bytes).extensions.citation.es.at(-1)).toContain(`https://hub.test${location}`);
    expect(await (await fetch(new URL(location, url))).text()).toBe(bytes);
    expect(readdirSync(permalinks)).toEqual([`${location.slice(3)}.json`]);
  });

  it('passes on what a subgraph says of a bad argument', async () => {
    const { errors } = await ask(url, '{ observations(indicator: "no_such_one") { totalCount } }');
    expect(errors).toMatchObject([
      { path: ['observations'], extensions: { code: 'NOT_FOUND', serviceName: 'indicators' } },
    ]);
  });

  it('that is killed leaves the other fields, and returns when it restarts', async () => {
    const query = '{ municipality(code: "15031") { name latestSecretariat { stage } latestDeclaration { date } } }';
    const whole = await ask(url, query);
    expect(whole.errors).toBeUndefined();
    await processes.get('secretariats')!.end('SIGKILL');
    const part = await ask(url, query);
    expect(part.data).toEqual({ municipality: { ...whole.data.municipality, latestSecretariat: null } });
    expect(part.errors).toMatchObject([
      {
        path: ['municipality', 'latestSecretariat'],
        extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'secretariats' },
      },
    ]);
    const picture = await ask(url, WHOLE_PICTURE);
    const { nodes } = picture.data.municipalities;
    expect(nodes).toHaveLength(125);
    for (const node of nodes)
      expect(node).toMatchObject({ commitments: null, latestSecretariat: null, latestObservations: expect.any(Array) });
    await startSubgraph('secretariats', ports.get('secretariats'));
    expect(await ask(url, query)).toEqual(whole);
  });

  it('ends in order on a signal, or when its terminal is closed', async () => {
    const signals = new Map<string, NodeJS.Signals>([
      ['municipalities', 'SIGHUP'],
      ['gateway', 'SIGHUP'],
      ['indicators', 'SIGINT'],
    ]);
    for (const [name, each] of processes) expect(await each.end(signals.get(name) ?? 'SIGTERM')).toBe(0);
  });

  it('does not start without its required settings', async () => {
    const unset = new NodeProcess(['services/municipalities/dist/main.js'], {
      DATABASE_URL: '',
      PORT: '',
      GATEWAY_KEYS: '',
      SIGNING_KEY: '',
    });
    expect(await unset.exited).toBe(1);
    expect(unset.output).toBe(
      'PORT is not set. The port to listen on.\n' +
        'GATEWAY_KEYS is not set. The keys of calls from the gateway: id:secret, separated by spaces.\n' +
        'DATABASE_URL is not set. Connection string of the PostgreSQL database of the subgraph, with the role of the subgraph.\n' +
        'SIGNING_KEY is not set. The Ed25519 private key that signs the log of revisions: PKCS #8, as PEM or DER in base64.\n',
    );
    const keyless = new NodeProcess(['gateway/dist/main.js'], {
      PORT: '0',
      SUPERGRAPH: 'schema/supergraph.graphql',
      SUBGRAPH_KEYS: `municipalities=${keyOf('municipalities')}`,
    });
    expect(await keyless.exited).toBe(1);
    expect(keyless.output).toMatch(
      /^No key signs the calls to subgraph "\w+": add \w+=id:secret to SUBGRAPH_KEYS\.\n$/,
    );
  });
});
