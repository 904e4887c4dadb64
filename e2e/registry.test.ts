import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { type PartnerServer, servePartner } from './partner-server.js';
import { ask, HubProcess, type RunningHub, startHub } from './running-hub.js';

// A partner agency federates a subgraph while the hub runs, with the commands that it and the operator would type.
const sdl = (extra = '') => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
  type Municipality @key(fields: "code") { code: MunicipalityCode! "Wells in use." wells: Int ${extra} }
  scalar MunicipalityCode
`;
const resolvers = {
  Municipality: {
    __resolveReference: ({ code }: { code: string }) => ({ code }),
    wells: ({ code }: { code: string }) => (code === '15031' ? 7 : 0),
    pumps: () => 3,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'cabildo-registry-'));
let home: string;
let hub: RunningHub;
let first: PartnerServer;
let second: PartnerServer;
let token = '';

beforeAll(async () => {
  home = newHome();
  hub = await startHub(home);
  first = await servePartner(sdl(), resolvers);
  second = await servePartner(sdl('"Pumps in use." pumps: Int'), resolvers);
  writeFileSync(join(folder, 'v1.graphql'), sdl());
  writeFileSync(join(folder, 'v2.graphql'), sdl('"Pumps in use." pumps: Int'));
}, 120_000);
afterAll(async () => {
  await hub.end('SIGTERM');
  await first.close();
  await second.close();
  await removeHomes();
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly code: number | string;
  readonly text: string;
}

/** A command of the operator, on the machine of the hub. */
async function operator(...args: string[]): Promise<Ran> {
  const command = new HubProcess(args, { CABILDO_HOME: home });
  const code = await command.exited;
  return { code, text: command.output };
}

/** A command of the agency, over HTTP with its token. */
async function agency(...args: string[]): Promise<Ran> {
  const command = new HubProcess(args, { CABILDO_REGISTRY: hub.url, CABILDO_TOKEN: token });
  const code = await command.exited;
  return { code, text: command.output };
}

const schema = (version: number) => ['--schema', join(folder, `v${version}.graphql`)];
const wells = () => ask(hub.url, '{ municipality(code: "15031") { name wells } }');

test('a subgraph is checked, published, approved, changed, rolled back and disabled while the hub runs', async () => {
  expect((await operator('agency', 'add', 'water', '--name', 'Comisión del Agua')).code).toBe(0);
  const created = await operator('agency', 'token', 'water', '--scope', 'publish');
  token = /cab_\w+_[\w-]+/.exec(created.text)![0];

  const checked = await agency('subgraph', 'check', 'water', ...schema(1), '--url', first.url);
  expect(checked).toMatchObject({ code: 0, text: expect.stringContaining('Passed: 0 errors') });

  const pending = await agency('subgraph', 'publish', 'water', ...schema(1), '--url', first.url);
  expect(pending).toMatchObject({ code: 1, text: expect.stringContaining('waits for the approval of a steward') });
  expect((await wells()).errors).toBeDefined();

  const steward = await agency('subgraph', 'approve', 'water');
  expect(steward).toMatchObject({ code: 1, text: expect.stringContaining('SCOPE_MISSING') });

  expect(await operator('subgraph', 'approve', 'water')).toMatchObject({
    code: 0,
    text: expect.stringContaining('water@1 is served'),
  });
  expect(await wells()).toMatchObject({ data: { municipality: { name: 'Chimalhuacán', wells: 7 } } });

  const wrong = await agency('subgraph', 'publish', 'water', ...schema(2), '--url', first.url);
  expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining('Municipality.pumps differ') });

  const grown = await agency('subgraph', 'publish', 'water', ...schema(2), '--url', second.url);
  expect(grown.text).toContain('Municipality.pumps is new');
  expect(grown.text).toContain('water@2 waits');
  expect((await operator('subgraph', 'approve', 'water')).text).toContain('water@2 is served');
  const { data } = await ask(hub.url, '{ municipality(code: "15031") { pumps } }');
  expect(data).toEqual({ municipality: { pumps: 3 } });

  expect((await operator('subgraph', 'rollback', 'water')).text).toContain('water@1 is served');
  expect((await ask(hub.url, '{ municipality(code: "15031") { pumps } }')).errors).toBeDefined();

  expect((await operator('subgraph', 'disable', 'water')).code).toBe(0);
}, 300_000);

test('the history names who did what, and the graph shows it', async () => {
  const { text } = await operator('subgraph', 'history');
  expect(text).toMatch(/water\/[0-9a-f]{12} {2}subgraph_version: 1 added/);
  expect(text).toMatch(/operator\/\w+ {2}registered_subgraph: 0 added, 1 changed/);
  const { data } = await ask(
    hub.url,
    '{ registeredSubgraph(name: "water") { state agency { name } versions { number } } compositions { nodes { outcome } } }',
  );
  expect(data.registeredSubgraph).toMatchObject({
    state: 'DISABLED',
    agency: { name: 'Comisión del Agua' },
    versions: [{ number: 2 }, { number: 1 }],
  });
}, 60_000);

test('a revoked token is refused by the next request', async () => {
  const id = token.split('_')[1]!;
  expect((await operator('agency', 'revoke', id)).code).toBe(0);
  const refused = await agency('subgraph', 'check', 'water', ...schema(1));
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('The token is revoked') });
}, 60_000);

test('hub audit reports a line for each rule, and fails a server that is no subgraph', async () => {
  expect(await operator('audit', first.url)).toMatchObject({
    code: 0,
    text: expect.stringContaining('ok      typename'),
  });
  expect(await operator('audit', `${hub.url}/health`)).toMatchObject({
    code: 1,
    text: expect.stringContaining('FAILED'),
  });
}, 60_000);
