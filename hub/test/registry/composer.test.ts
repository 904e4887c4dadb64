import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { type Composition, createToken, recordRows, registry, TokenScope } from '@cabildo/registry';
import { compose } from '@cabildo/schema';
import { Composer } from '../../src/registry/composer.js';
import type { Member } from '../../src/registry/members.js';
import { Registration } from '../../src/registry/registration.js';
import { SubgraphChecks } from '../../src/registry/subgraph-checks.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])';
const own: Member = {
  id: 'places@own',
  name: 'places',
  url: 'http://places.invalid/graphql',
  sdl: `${link}
    type Query { "A place." place: Place }
    "A place." type Place @key(fields: "code") { "Its code." code: ID! "Its name." name: String }`,
};
const wells = (fields = '"Wells." wells: Int') => `${link}
  type Place @key(fields: "code") { code: ID! ${fields} }`;

let hub: TestSubgraph;
let composer: Composer;
let registration: Registration;
const alone = compose([own]).supergraphSdl;
const author = { by: 'operator' };
const served: string[] = [];

beforeAll(async () => {
  hub = await testSubgraph(registry, process.env.CABILDO_TEST_DSN!);
  composer = new Composer(hub.subgraph, [own], { compose: async (members) => compose(members).supergraphSdl });
  const checks = new SubgraphChecks({
    members: async () => composer.members,
    usage: async () => (coordinate) =>
      coordinate === 'Place.wells' ? { requests: 7, clients: ['dashboard/Wells'] } : undefined,
  });
  registration = new Registration(hub.subgraph, checks);
  composer.feed.watch(async ({ sdl }) => {
    if (sdl.includes('refusedByGateway')) throw new Error('The gateway refuses this supergraph.');
    served.push(sdl);
  });
  await composer.start(alone);
  await registration.addAgency({ id: 'water', name: 'Agua', url: null }, author);
});
afterAll(async () => {
  await composer.stop();
  await hub.close();
});

const url = 'http://127.0.0.1:9/graphql';
const put = (name: string, sdl: string) =>
  registration.publish({ name, agencyId: 'water', sdl, url: undefined }, { by: 'water/1' });

async function newest(): Promise<Composition> {
  await composer.reconcile();
  const { data } = await hub.execute(
    '{ compositions(first: 1) { nodes { number outcome members held faults supergraphSha256 } } }',
  );
  return data.compositions.nodes[0];
}

/** Registers without the live checks: no server runs at this address. */
async function register(name: string, sdl: string): Promise<void> {
  await recordRows(
    hub.subgraph,
    'registered_subgraph',
    [{ name, agencyId: 'water', url, state: 'PENDING', servedVersion: null, keyId: null }],
    author,
  );
  await version(name, 1, sdl);
}

const version = (subgraphName: string, number: number, sdl: string) =>
  recordRows(
    hub.subgraph,
    'subgraph_version',
    [
      {
        subgraphName,
        number,
        sdl,
        sha256: 'a'.repeat(64),
        url,
        commit: null,
        note: null,
        publishedAt: '2026-12-01T00:00:00Z',
        publishedBy: 'water/1',
      },
    ],
    author,
  );

test('the first composition is that of the own subgraphs alone', async () => {
  expect(await newest()).toMatchObject({ number: 1, outcome: 'SERVED', members: ['places@own'], held: [] });
  expect(served).toEqual([alone]);
});

test('a server that cannot be reached fails the check, which is recorded, and nothing is published', async () => {
  const report = await registration.publish({ name: 'water', agencyId: 'water', sdl: wells(), url }, author);
  expect(report.outcome).toBe('rejected');
  expect(report.check.findings).toMatchObject([{ severity: 'ERROR', code: 'LIVE' }]);
  expect(await registration.find('water')).toBeUndefined();
});

test('an approved subgraph is composed and served, and its rollback too', async () => {
  await register('water', wells());
  expect(await newest()).toMatchObject({ members: ['places@own'] });
  await registration.approve('water', author);
  expect(await newest()).toMatchObject({ number: 2, outcome: 'SERVED', members: ['places@own', 'water@1'] });
  expect(served.at(-1)).toContain('wells');
  await version('water', 2, wells('"Wells." wells: Int "Pumps." pumps: Int'));
  await registration.approve('water', author);
  expect(await newest()).toMatchObject({ number: 3, members: ['places@own', 'water@2'] });
  expect(await registration.rollback('water', author)).toBe(1);
  expect(await newest()).toMatchObject({ number: 4, members: ['places@own', 'water@1'] });
  await registration.approve('water', author);
  await newest();
});

test('a partner that does not compose is held at its last good version, and another one goes on', async () => {
  await version('water', 3, wells('wells: Int name: Int'));
  await register('roads', wells('"Roads." roads: Int'));
  await registration.approve('water', author);
  await registration.approve('roads', author);
  const attempt = await newest();
  expect(attempt).toMatchObject({
    outcome: 'SERVED',
    members: ['places@own', 'roads@1', 'water@2'],
    held: ['water@3'],
  });
  expect(attempt.faults.join()).toContain('name');
  await registration.rollback('water', author);
  expect(await newest()).toMatchObject({ members: ['places@own', 'roads@1', 'water@2'], held: [] });
});

test('a supergraph that a gateway refuses is recorded as failed, and the one before stays', async () => {
  await version('roads', 2, wells('"Roads." roads: Int "No." refusedByGateway: Int'));
  await registration.approve('roads', author);
  expect(await newest()).toMatchObject({ outcome: 'FAILED', faults: ['The gateway refuses this supergraph.'] });
  expect(composer.feed.current?.sdl).not.toContain('refusedByGateway');
  await registration.rollback('roads', author);
  await newest();
});

test('a disabled subgraph leaves the supergraph, and an enabled one comes back', async () => {
  await registration.disable('roads', author);
  expect(await newest()).toMatchObject({ members: ['places@own', 'water@2'] });
  await registration.enable('roads', author);
  expect(await newest()).toMatchObject({ members: ['places@own', 'roads@1', 'water@2'] });
});

test('a hub that starts again holds a partner that no longer composes at the version that was served', async () => {
  await version('roads', 3, wells('"Roads." roads: Int name: Int'));
  await recordRows(
    hub.subgraph,
    'registered_subgraph',
    [{ name: 'roads', agencyId: 'water', url, state: 'ACTIVE', servedVersion: 3, keyId: null }],
    author,
  );
  expect(await newest()).toMatchObject({ outcome: 'FAILED', held: ['roads@3'] });
  const again = new Composer(hub.subgraph, [own], { compose: async (members) => compose(members).supergraphSdl });
  await again.start(alone);
  expect(again.members.map(({ id }) => id).sort()).toEqual(['places@own', 'roads@1', 'water@2']);
  expect(again.feed.current?.sdl).toContain('roads');
  await again.stop();
  await registration.rollback('roads', author, 1);
  await newest();
});

describe('a check', () => {
  const codes = async (name: string, sdl: string) => {
    const { findings } = await registration.check({ name, sdl }, 'water', author);
    return findings.map(({ code, coordinate, line, owner }) => ({ code, coordinate, line, owner }));
  };

  test('names what is not GraphQL by its line', async () => {
    expect(await codes('new', 'type Query {\n  a: }')).toMatchObject([{ code: 'SCHEMA_UNREADABLE', line: 2 }]);
  });

  test('refuses @override of a field of another subgraph', async () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@override"])
      type Place @key(fields: "code") { code: ID! name: String @override(from: "places") }`;
    expect(await codes('new', sdl)).toMatchObject([
      { code: 'OVERRIDES_OTHERS', coordinate: 'Place.name', owner: 'places' },
    ]);
  });

  test.each([
    ['a description', '"Something else." type Place @key(fields: "code") { code: ID! "New." size: Int }'],
    ['nullability', 'type Place @key(fields: "code") { code: ID "New." size: Int }'],
  ])('names a change of %s of a type that the hub owns, or composes without it', async (_what, definition) => {
    const found = await codes('new', `${link} ${definition}`);
    for (const { code, owner } of found) if (code === 'CONTRACT') expect(owner).toBe('places');
  });

  test('refuses what makes an element of the hub inaccessible', async () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@inaccessible", "@shareable"])
      type Place @key(fields: "code") { code: ID! @inaccessible "New." size: Int }`;
    expect(await codes('new', sdl)).toContainEqual(
      expect.objectContaining({ code: 'CONTRACT', coordinate: 'Place.code', owner: 'places' }),
    );
  });

  test('refuses a field on a shared type that is not nullable, with coordinate and line', async () => {
    expect(await codes('new', wells('\n"Big." size: Int!'))).toContainEqual({
      code: 'NOT_NULLABLE',
      coordinate: 'Place.size',
      line: 3,
      owner: undefined,
    });
  });

  test('refuses the removal of a field that clients used, and warns of one that nobody used', async () => {
    const { findings } = await registration.check(
      { name: 'water', sdl: wells('"Other." other: Int') },
      'water',
      author,
    );
    const { data } = await hub.execute(
      '{ registeredSubgraph(name: "water") { checks(first: 1) { nodes { outcome checkFindings { code } } } } }',
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'BREAKS_USAGE', severity: 'ERROR', coordinate: 'Place.wells' }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'BREAKING', severity: 'WARNING', coordinate: 'Place.pumps' }),
    );
    expect(data.registeredSubgraph.checks.nodes[0].outcome).toBe('FAILED');
  });

  test('refuses the subgraph of another agency', async () => {
    await expect(registration.check({ name: 'water', sdl: wells() }, 'roads', author)).rejects.toThrow(
      'belongs to the agency water',
    );
  });
});

test('a token of an agency is recorded with what it may do', async () => {
  const token = await createToken(hub.subgraph, { agencyId: 'water', scopes: [TokenScope.PUBLISH], days: 1 }, author);
  expect(token).toMatch(/^cab_[0-9a-f]{12}_/);
  expect(await put('other', wells('x: Int!')).catch((error: Error) => error.message)).toContain('no address');
});
