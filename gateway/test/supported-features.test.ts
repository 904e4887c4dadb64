import { CompositionError, compose, implementedFeatures } from '@cabildo/schema';
import { expect, test } from '@jest/globals';
import { supportedFeatures } from '../src/engine/supergraph/supported-features.js';
import { Engine, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const wells = testSubgraph('wells', 'type Query { depth: Int }', {});
const sdl = supergraphOf([wells]);
/** The supergraph with one more link. */
const linking = (link: string): string => sdl.replace(/^schema$/m, `schema\n  @link(${link})`);

test.each([
  ['url: "https://specs.apollo.dev/connect/v0.1", for: EXECUTION', 'connect/v0.1'],
  ['url: "https://specs.apollo.dev/demandControl/v0.1", for: SECURITY', 'demandControl/v0.1'],
  ['url: "https://specs.apollo.dev/join/v0.99", for: EXECUTION', 'join/v0.99'],
  ['url: "https://specs.apollo.dev/inaccessible/v1.0", for: SECURITY', 'inaccessible/v1.0'],
  ['url: "https://other.example/inaccessible/v0.2", for: SECURITY', 'other.example/inaccessible'],
  ['url: "https://other.example/seal/v1.0", as: "s", for: SECURITY, import: ["@seal"]', 'seal/v1.0'],
  ['url: "https://other.example/without-version", for: EXECUTION', 'without-version'],
])('a supergraph that links %s is refused', (link, named) => {
  const load = () => new Engine(linking(link), inProcess([wells]));
  expect(load).toThrow(expect.objectContaining({ code: 'SUPERGRAPH_UNSUPPORTED' }));
  expect(load).toThrow(named);
});

test.each([
  'url: "https://specs.apollo.dev/tag/v0.3"',
  'url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY',
  'url: "https://specs.apollo.dev/cost/v0.1"',
  'url: "https://other.example/seal/v1.0", import: ["@seal"]',
])('a supergraph that links %s is served', async (link) => {
  await new Engine(linking(link), inProcess([wells])).close();
});

test.each(['authenticated', 'requiresScopes', 'policy'])(
  'a supergraph with @%s is refused by a gateway without settings for tokens',
  async (feature) => {
    const supergraph = { sdl: linking(`url: "https://specs.apollo.dev/${feature}/v0.1", for: SECURITY`) };
    const start = startGateway({ supergraph, connect: inProcess([wells]), port: 0, host: '127.0.0.1' });
    await expect(start).rejects.toMatchObject({
      code: 'SUPERGRAPH_UNSUPPORTED',
      message: expect.stringContaining('JWT_JWKS'),
    });
  },
);

test('composition refuses a subgraph with @connect in a sentence that names it', () => {
  const connected = `extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
    @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect", "@source"])
    @source(name: "x", http: { baseURL: "http://x.test" })
    type Query { a: String @connect(source: "x", http: { GET: "/a" }, selection: "$") }`;
  const wrong = () => compose([{ name: 'sensors', url: 'http://sensors.test/', sdl: connected }]);
  expect(wrong).toThrow(CompositionError);
  expect(wrong).toThrow(
    /^UNSUPPORTED_LINKED_FEATURE: The feature https:\/\/specs\.apollo\.dev\/connect\/.*\(sensors\)$/,
  );
});

test('composition and the gateway know the same features', () => {
  expect([...implementedFeatures].sort()).toEqual(Object.keys(supportedFeatures).sort());
});
