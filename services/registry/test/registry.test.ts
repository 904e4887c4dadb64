import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { bearerOfToken, createToken, recordRows, registry, revokeToken, TokenScope } from '@cabildo/registry';

let hub: TestSubgraph;
const operator = { by: 'operator', note: 'test' };

beforeAll(async () => {
  hub = await testSubgraph(registry, process.env.CABILDO_TEST_DSN!);
  const agency = { id: 'water', name: 'Comisión del Agua', url: 'https://agua.example/' };
  await recordRows(hub.subgraph, 'agency', [agency], operator);
});
afterAll(() => hub.close());

const sdl = 'type Query {\n  "Wells, \\"deep\\" | shallow."\n  wells: Int\n}\n';
const subgraph = (servedVersion: number | null, state = 'ACTIVE') => ({
  name: 'water',
  agencyId: 'water',
  url: 'https://agua.example/graphql',
  state,
  servedVersion,
  keyId: null,
});

it('a version keeps the bytes of its schema, and the subgraph names the version that is served', async () => {
  await recordRows(hub.subgraph, 'registered_subgraph', [subgraph(null, 'PENDING')], operator);
  const version = {
    subgraphName: 'water',
    number: 1,
    sdl,
    sha256: 'a'.repeat(64),
    url: 'https://agua.example/graphql',
    commit: 'abc',
    note: null,
    publishedAt: '2026-12-01T00:00:00Z',
    publishedBy: 'water/1',
  };
  await recordRows(hub.subgraph, 'subgraph_version', [version], { by: 'water/1' });
  await recordRows(hub.subgraph, 'registered_subgraph', [subgraph(1)], operator);
  const { data, errors } = await hub.execute(
    '{ registeredSubgraph(name: "water") { state agency { name } served { number sdl commit } versions { number } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.registeredSubgraph).toEqual({
    state: 'ACTIVE',
    agency: { name: 'Comisión del Agua' },
    served: { number: 1, sdl, commit: 'abc' },
    versions: [{ number: 1 }],
  });
});

it('an earlier state of a subgraph is read as of the revision before the change', async () => {
  const before = await recordRows(hub.subgraph, 'registered_subgraph', [subgraph(1, 'ACTIVE')], operator);
  expect(before).toBeUndefined();
  const { data: now } = await hub.execute('{ registryRevisions(first: 1) { nodes { publishedAt publishedBy } } }');
  expect(now.registryRevisions.nodes[0]).toMatchObject({ publishedBy: 'operator' });
  await new Promise((done) => setTimeout(done, 5));
  const at = new Date().toISOString();
  await recordRows(hub.subgraph, 'registered_subgraph', [subgraph(1, 'DISABLED')], operator);
  const past = await hub.subgraph.execute(
    { query: '{ registeredSubgraph(name: "water") { state } }' },
    { 'hub-as-of': at },
  );
  expect(past.data).toEqual({ registeredSubgraph: { state: 'ACTIVE' } });
});

it('rows that break a reference change nothing and every finding is reported', async () => {
  const orphan = { ...subgraph(null), name: 'orphan', agencyId: 'nobody' };
  await expect(recordRows(hub.subgraph, 'registered_subgraph', [orphan], operator)).rejects.toThrow('nobody');
});

describe('a token', () => {
  const made = (days = 30) =>
    createToken(hub.subgraph, { agencyId: 'water', scopes: [TokenScope.CHECK], days }, operator);

  it('identifies its agency and scopes', async () => {
    const token = await made();
    expect(await bearerOfToken(hub.subgraph, token)).toMatchObject({ agencyId: 'water', scopes: ['CHECK'] });
  });

  it('is unknown with another secret', async () => {
    const token = await made();
    expect(await bearerOfToken(hub.subgraph, `${token.slice(0, -43)}${'A'.repeat(43)}`)).toBe('unknown');
    expect(await bearerOfToken(hub.subgraph, 'x')).toBe('unknown');
  });

  it('expires', async () => {
    const token = await made(1);
    expect(await bearerOfToken(hub.subgraph, token, Date.now() + 2 * 86_400_000)).toBe('expired');
  });

  it('is refused at once when it is revoked, and its digest is not in the API', async () => {
    const token = await made();
    const id = token.split('_')[1]!;
    expect(await revokeToken(hub.subgraph, id, operator)).toBe(true);
    expect(await bearerOfToken(hub.subgraph, token)).toBe('revoked');
    const { data } = await hub.execute('{ agency(id: "water") { tokens { id revokedAt } } }');
    expect(data.agency.tokens.find((each: { id: string }) => each.id === id).revokedAt).not.toBeNull();
    expect((await hub.execute('{ agency(id: "water") { tokens { digest } } }')).errors).toHaveLength(1);
  });
});
