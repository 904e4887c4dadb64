import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SubgraphServer, serveSubgraph } from '../gateway/test/subgraph-server.js';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { ask, HubProcess, startHub } from './running-hub.js';

// A partner agency with a subgraph of plain graphql-js, which knows nothing of the kit.
const SDL = `
  type Query { deepestWell: Well }
  type Well { id: ID! depth: Float municipality: Municipality }
  type Municipality @key(fields: "code") { code: MunicipalityCode! wells: [Well!] }
  scalar MunicipalityCode
`;
const well = { id: 'w1', depth: 120.5, municipality: { code: '15031' } };

const folder = mkdtempSync(join(tmpdir(), 'cabildo-partner-'));
const supergraph = join(folder, 'supergraph.graphql');
let partner: SubgraphServer;

beforeAll(async () => {
  partner = await serveSubgraph('water', SDL, {
    Query: { deepestWell: () => well },
    Municipality: {
      __resolveReference: ({ code }: { code: string }) => ({ code }),
      wells: ({ code }: { code: string }) => (code === '15031' ? [well] : []),
    },
  });
});
afterAll(async () => {
  await partner.close();
  await removeHomes();
  rmSync(folder, { recursive: true });
});

async function composeWith(sdl: string): Promise<HubProcess> {
  writeFileSync(join(folder, 'water.graphql'), sdl);
  writeFileSync(
    join(folder, 'partners.json'),
    JSON.stringify([{ name: 'water', url: partner.url, sdl: 'water.graphql' }]),
  );
  const hub = new HubProcess(['compose', '--partners', join(folder, 'partners.json'), '--out', supergraph]);
  await hub.exited;
  return hub;
}

/** A partner without a past returns the present, the response says so, and nothing else changes. */
async function expectPresent(url: string, query: string): Promise<void> {
  const at = new Date().toISOString();
  const directive = query.replace('{', `query @asOf(at: "${at}") {`);
  const { data } = await ask(url, query);
  for (const [asked, headers] of [
    [query, { 'hub-as-of': at }],
    [directive, {}],
  ] as const) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const response = await fetch(url, { ...init, body: JSON.stringify({ query: asked }) });
    const revisions = { municipalities: expect.any(Number) };
    expect(response.headers.get('hub-revisions')).toMatch(/^municipalities=\d+$/);
    expect(await response.json()).toEqual({ data, extensions: { revisions, asOf: { at, present: ['water'] } } });
  }
  const log = await fetch(`${url}/log/water/head`);
  expect([log.status, await log.json()]).toMatchObject([404, { errors: [{ extensions: { code: 'LOG_UNKNOWN' } }] }]);
}

describe('a partner agency', () => {
  it('federates its own subgraph, and its outage leaves the other fields', async () => {
    const composed = await composeWith(partner.sdl);
    expect(await composed.exited).toBe(0);
    const hub = await startHub(newHome(), { SUPERGRAPH: supergraph });
    const query =
      '{ deepestWell { depth municipality { name } } municipality(code: "15031") { name wells { id } population { persons } } }';
    expect(await ask(hub.url, query)).toMatchObject({
      data: {
        deepestWell: { depth: 120.5, municipality: { name: 'Chimalhuacán' } },
        municipality: { name: 'Chimalhuacán', wells: [{ id: 'w1' }], population: { persons: 705193 } },
      },
    });
    await expectPresent(hub.url, query);
    await partner.close();
    const { data, errors } = await ask(hub.url, query);
    expect(data).toEqual({
      deepestWell: null,
      municipality: { name: 'Chimalhuacán', wells: null, population: { persons: 705193 } },
    });
    expect(errors!.map(({ path, extensions }) => [path, extensions.serviceName])).toEqual([
      [['deepestWell'], 'water'],
      [['municipality', 'wells'], 'water'],
    ]);
    expect(await hub.end('SIGTERM')).toBe(0);
  }, 60_000);

  it.each([
    [
      'answers a field of another one as well',
      SDL.replace('wells: [Well!]', 'wells: [Well!] name: String!'),
      'INVALID_FIELD_SHARING',
    ],
    [
      'takes a field from another one',
      SDL.replace('wells: [Well!]', 'wells: [Well!] name: String! @override(from: "municipalities")'),
      'The subgraph water overrides Municipality.name of municipalities: a partner may add fields, not take those of others.',
    ],
    [
      'gives a type of another one another shape',
      SDL.replace('scalar MunicipalityCode', 'enum MunicipalityCode { A }'),
      'TYPE_KIND_MISMATCH',
    ],
  ])(
    'that %s is not composed',
    async (_, sdl, reason) => {
      const link = partner.sdl.slice(0, partner.sdl.indexOf('\n') + 1);
      const refused = await composeWith(link + sdl);
      expect(await refused.exited).toBe(1);
      expect(refused.output).toContain(reason);
      expect(refused.output).not.toMatch(/^\s+at /m);
    },
    60_000,
  );
});
