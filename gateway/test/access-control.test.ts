import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { compose } from '@cabildo/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { policyUrl } from '../src/authorization/policy-url.js';
import { authorizationOptions, type Gateway, startGateway } from '../src/index.js';
import { type Call, inProcess, type TestSubgraph } from './subgraphs.js';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external",
  "@requires", "@requiresScopes", "@policy", { name: "@authenticated", as: "@signedIn" }])`;

function subgraph(name: string, text: string, resolvers: object): TestSubgraph {
  const sdl = `${link}\n${text}`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return { name, url: `http://${name}.test/`, sdl, schema };
}

const person = { __typename: 'Person', id: 'p', name: 'Ana', phone: '555', salary: 10 };
const office = { __typename: 'Office', id: 'o', name: 'Agua', phone: '777' };
const vault = { __typename: 'Vault', id: 'v', name: 'Bóveda' };
const people = subgraph(
  'people',
  `type Query {
    open: Int secret: String @signedIn both: String @signedIn @requiresScopes(scopes: [["read"]])
    scoped: String @requiresScopes(scopes: [["read:a", "read:b"], ["admin"]]) ruled: String @policy(policies: [["p", "q"], ["r"]])
    sure: String! @signedIn person: Person persons: [Person!] contacts: [Contact] search: [Found] hidden: Vault vaults: [Locked] coin: Coin level: Level
  }
  type Mutation { pay: Int @requiresScopes(scopes: [["pay"]]) note: Int }
  interface Contact { id: ID! name: String phone: String }
  type Person implements Contact @key(fields: "id") { id: ID! name: String phone: String @signedIn salary: Int @requiresScopes(scopes: [["salary"]]) boss: Person }
  type Office implements Contact @key(fields: "id") { id: ID! name: String phone: String }
  interface Locked { id: ID! }
  type Vault implements Locked @signedIn { id: ID! name: String }
  union Found = Person | Vault
  scalar Coin @requiresScopes(scopes: [["coin"]])
  enum Level @signedIn { HIGH }`,
  {
    Query: {
      open: () => 1,
      secret: () => 'S',
      both: () => 'B',
      scoped: () => 'S',
      ruled: () => 'R',
      sure: () => 'X',
      person: () => person,
      persons: () => [person, person],
      contacts: () => [person, office],
      search: () => [person, vault],
      hidden: () => vault,
      vaults: () => [vault],
      coin: () => 5,
      level: () => 'HIGH',
    },
    Mutation: { pay: () => 1, note: () => 2 },
    Person: { boss: () => person, __resolveReference: () => person },
    Contact: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Found: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Locked: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
);
const taxes = subgraph(
  'taxes',
  `type Person @key(fields: "id") { id: ID! salary: Int @external tax: Int @requires(fields: "salary") @requiresScopes(scopes: [["salary"]]) }`,
  { Person: { __resolveReference: (it: object) => it, tax: ({ salary }: { salary: number }) => salary * 2 } },
);

const audience = 'https://hub.test';
const issuer = 'https://issuer.test';
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const other = await generateKeyPair('RS256', { extractable: true });
const calls: Call[] = [];
let asked: string[][] = [];
let folder: string;
let gateway: Gateway;

async function token(claims: Record<string, unknown> = {}, key = privateKey, header = {}): Promise<string> {
  const { iss = issuer, aud = audience, exp = '1h', ...rest } = claims;
  const jwt = new SignJWT(rest).setProtectedHeader({ alg: 'RS256', kid: 'k', ...header }).setIssuedAt();
  if (iss !== null) jwt.setIssuer(iss as string);
  if (aud !== null) jwt.setAudience(aud as string);
  if (exp !== null) jwt.setExpirationTime(exp as string);
  return jwt.sign(key);
}

async function start(sdl: string, subgraphs: readonly TestSubgraph[], jwks: string): Promise<Gateway> {
  return startGateway({
    supergraph: { sdl },
    connect: inProcess(subgraphs, calls),
    port: 0,
    host: '127.0.0.1',
    authorization: {
      tokens: { jwks, issuer, audience: [audience], algorithms: ['RS256'], clockSkew: 5 },
      policies: async (policies, { claims }) => {
        asked.push([...policies]);
        if (claims?.broken) throw new Error('The policy server is down.');
        return policies.filter((policy) => (claims?.policies as string[] | undefined)?.includes(policy));
      },
    },
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-jwks-'));
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }];
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys }));
  gateway = await start(compose([people, taxes]).supergraphSdl, [people, taxes], join(folder, 'jwks.json'));
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  calls.splice(0);
  asked = [];
});

interface Answer {
  readonly data?: unknown;
  readonly errors?: { readonly path?: (string | number)[]; readonly extensions: { readonly code: string } }[];
}

/** Sends an operation twice: the first request goes through Apollo Server, the second takes the fast path. */
async function ask(query: string, claims?: Record<string, unknown>, at = gateway): Promise<Answer> {
  const authorization = claims && { authorization: `Bearer ${await token(claims)}` };
  const send = async () => {
    const response = await fetch(at.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query }),
    });
    return { cache: response.headers.get('cache-control'), answer: (await response.json()) as Answer };
  };
  const [first, second] = [await send(), await send()];
  expect(second).toEqual(first);
  expect(first.cache).toBe('private, no-store');
  return first.answer;
}

const denied = (...paths: (string | number)[][]) =>
  paths.map((path) => expect.objectContaining({ path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }));
const signedIn = {};

describe('@authenticated, renamed', () => {
  test('makes a field null with an error, and no subgraph is asked for it', async () => {
    expect(await ask('{ open secret a: secret }')).toEqual({
      data: { open: 1, secret: null, a: null },
      errors: denied(['a'], ['secret']),
    });
    expect(calls.map(({ query }) => query).join()).not.toContain('secret');
  });

  test('lets a client with a token read it', async () => {
    expect(await ask('{ open secret level }', signedIn)).toEqual({ data: { open: 1, secret: 'S', level: 'HIGH' } });
  });

  test('makes the parent of a non-null field null', async () => {
    expect(await ask('{ open sure }')).toEqual({ data: null, errors: denied(['sure']) });
  });

  test('protects a scalar, an enum and an object wherever they are returned', async () => {
    expect(await ask('{ coin level hidden { id } }', { scope: 'x' })).toEqual({
      data: { coin: null, level: 'HIGH', hidden: { id: 'v' } },
      errors: denied(['coin']),
    });
    expect(await ask('{ hidden { id } open }')).toEqual({
      data: { hidden: null, open: 1 },
      errors: denied(['hidden']),
    });
  });
});

describe('@requiresScopes', () => {
  test.each([
    ['read:a', false],
    ['read:a read:b', true],
    ['admin', true],
    ['Admin read:b', false],
  ])('with the scope %s: %s', async (scope, isAllowed) => {
    const { data, errors } = await ask('{ scoped }', { scope });
    expect([data, errors?.length ?? 0]).toEqual([{ scoped: isAllowed ? 'S' : null }, isAllowed ? 0 : 1]);
  });

  test('takes scopes in a list', async () => {
    expect(await ask('{ scoped both }', { scope: ['admin', 'read'] })).toEqual({ data: { scoped: 'S', both: 'B' } });
  });

  test('keeps a mutation from being run', async () => {
    expect(await ask('mutation { pay note }')).toEqual({ data: { pay: null, note: 2 }, errors: denied(['pay']) });
    expect(calls.map(({ query }) => query).join()).not.toContain('pay');
  });
});

describe('@policy', () => {
  test.each([
    [['p'], false],
    [['p', 'q'], true],
    [['r'], true],
  ])('with the policies %s: %s', async (policies, isAllowed) => {
    const { data } = await ask('{ ruled }', { policies });
    expect(data).toEqual({ ruled: isAllowed ? 'R' : null });
    expect(asked).toEqual([
      ['p', 'q', 'r'],
      ['p', 'q', 'r'],
    ]);
  });

  test('grants nothing if the hook fails', async () => {
    expect(await ask('{ ruled }', { policies: ['r'], broken: true })).toMatchObject({ data: { ruled: null } });
  });

  test('is decided by a URL', async () => {
    const bodies: unknown[] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      bodies.push(JSON.parse(text));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"granted":["p"]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const hook = policyUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/decide`);
    expect([...(await hook(['p', 'q'], { claims: { sub: 'a' } }))]).toEqual(['p']);
    expect(bodies).toEqual([{ policies: ['p', 'q'], claims: { sub: 'a' } }]);
    server.close();
    server.closeAllConnections();
    await expect(hook(['p'], { claims: undefined })).rejects.toThrow();
  });
});

describe('through interfaces, unions and fragments', () => {
  test('a field of an interface is denied if one implementing type protects it', async () => {
    expect(await ask('{ contacts { name phone } }')).toEqual({
      data: {
        contacts: [
          { name: 'Ana', phone: null },
          { name: 'Agua', phone: null },
        ],
      },
      errors: denied(['contacts', 0, 'phone'], ['contacts', 1, 'phone']),
    });
  });

  test('a fragment on a type that does not protect it is allowed', async () => {
    expect(await ask('{ contacts { name ... on Office { phone } ... on Person { phone } } }')).toEqual({
      data: {
        contacts: [
          { name: 'Ana', phone: null },
          { name: 'Agua', phone: '777' },
        ],
      },
      errors: denied(['contacts', 0, 'phone']),
    });
  });

  test.each([
    ['an alias', '{ person { a: salary } }', ['person', 'a']],
    ['a named fragment', '{ person { ...F } } fragment F on Person { salary }', ['person', 'salary']],
    [
      'a fragment in a fragment',
      '{ person { ...F } } fragment F on Contact { ... on Person { ... { salary } } }',
      ['person', 'salary'],
    ],
    ['a field of the same type below', '{ person { boss { salary } } }', ['person', 'boss', 'salary']],
    ['a field with a condition', '{ person { salary @include(if: true) } }', ['person', 'salary']],
  ])('%s does not bypass the denial', async (_title, query, path) => {
    const { errors } = await ask(query);
    expect(errors).toEqual(denied(path));
    expect(calls.map((call) => call.query).join()).not.toContain('salary');
  });

  test('a protected member of a union is denied, the others are allowed', async () => {
    expect(await ask('{ search { ... on Person { name } ... on Vault { name } } }')).toEqual({
      data: { search: [{ name: 'Ana' }, { name: null }] },
      errors: denied(['search', 1, 'name']),
    });
  });

  test('a field whose every possible type is protected is denied, __typename included', async () => {
    expect(await ask('{ vaults { __typename } }')).toEqual({ data: { vaults: null }, errors: denied(['vaults']) });
  });
});

describe('@requires', () => {
  const query = '{ persons { tax } }';
  test('a field that requires a protected field is protected', async () => {
    expect(await ask(query)).toEqual({
      data: { persons: [{ tax: null }, { tax: null }] },
      errors: denied(['persons', 0, 'tax'], ['persons', 1, 'tax']),
    });
    expect(await ask(query, { scope: 'salary' })).toEqual({ data: { persons: [{ tax: 20 }, { tax: 20 }] } });
  });
});

/** A supergraph of a composition that does not check or copy directives, as older versions made. */
describe('a supergraph whose composition copied no directives', () => {
  const strip = (sdl: string, type: string, field: string) =>
    sdl.replace(
      new RegExp(
        `((?:type|interface) ${type}\\b[^{]*\\{[^}]*?\\b${field}: [^\\n]*?) @(?:signedIn|requiresScopes)[^\\n]*`,
      ),
      '$1',
    );
  const cases: [string, (sdl: string) => string, string, string][] = [
    [
      'an interface without the directives of its types',
      (sdl) => strip(sdl, 'Contact', 'phone'),
      '{ contacts { phone } }',
      'phone',
    ],
    ['a field that requires a protected one', (sdl) => strip(sdl, 'Person', 'tax'), '{ persons { tax } }', 'salary'],
    [
      'a type without the directives of its interface',
      (sdl) =>
        strip(sdl, 'Person', 'phone').replace(
          /(interface Contact\b[^{]*\{[^}]*?\bphone: String)[^\n]*/,
          '$1 @signedIn',
        ),
      '{ contacts { ... on Office { phone } ... on Person { phone } } }',
      'phone',
    ],
  ];
  test.each(cases)('%s', async (_title, change, query, secret) => {
    const sdl = compose([people, taxes]).supergraphSdl;
    expect(change(sdl)).not.toBe(sdl);
    const old = await start(change(sdl), [people, taxes], join(folder, 'jwks.json'));
    const { errors } = await ask(query, undefined, old);
    await old.stop();
    expect(errors!.length).toBeGreaterThan(0);
    expect(new Set(errors!.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
    expect(calls.map((call) => call.query).join()).not.toContain(secret);
  });
});

describe('responses of one operation', () => {
  test('are never mixed between clients, whatever they ask at once', async () => {
    const query = '{ open secret scoped person { salary } }';
    const clients = [undefined, {}, { scope: 'admin' }, { scope: 'salary' }, { scope: 'salary admin' }];
    const expected = clients.map((claims) => {
      const scopes = String((claims as { scope?: string } | undefined)?.scope ?? '');
      return {
        open: 1,
        secret: claims ? 'S' : null,
        scoped: scopes.includes('admin') ? 'S' : null,
        person: { salary: scopes.includes('salary') ? 10 : null },
      };
    });
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(clients.map((claims) => ask(query, claims)));
      expect(answers.map(({ data }) => data)).toEqual(expected);
    }
  });

  test('that protects nothing are public', async () => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ query: '{ open }' }),
    });
    expect(response.headers.get('cache-control')).not.toContain('private');
  });

  test('over GET are private', async () => {
    const send = () =>
      fetch(`${gateway.url}?query=${encodeURIComponent('{ secret }')}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
    for (const response of [await send(), await send()]) {
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(response.headers.get('etag')).toBeNull();
      expect(await response.json()).toMatchObject({ data: { secret: null } });
    }
  });
});

describe('a token', () => {
  async function status(authorization: string): Promise<[number, string | undefined, string | null]> {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ open }' }),
    });
    const { errors } = (await response.json()) as Answer;
    return [response.status, errors?.[0]?.extensions.code, response.headers.get('www-authenticate')];
  }
  const refused = [401, 'TOKEN_INVALID', 'Bearer error="invalid_token"'];

  test.each<[string, () => Promise<string>]>([
    ['of another issuer', () => token({ iss: 'https://evil.test' })],
    ['for another audience', () => token({ aud: 'https://other.test' })],
    ['without an audience', () => token({ aud: null })],
    ['that is expired', () => token({ exp: '-1m' })],
    ['without an expiry', () => token({ exp: null })],
    ['of another key', () => token({}, other.privateKey)],
    ['of an unknown key id', () => token({}, privateKey, { kid: 'unknown' })],
    ['that is not a token', async () => 'abc'],
    [
      'without a signature',
      async () =>
        `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ iss: issuer, aud: audience, exp: 9e9 }))}.`.replaceAll(
          '=',
          '',
        ),
    ],
    [
      'signed with the public key as a shared secret',
      async () =>
        new SignJWT({})
          .setProtectedHeader({ alg: 'HS256', kid: 'k' })
          .setIssuer(issuer)
          .setAudience(audience)
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(await exportSPKI(publicKey))),
    ],
  ])('%s is refused', async (_title, make) => {
    expect(await status(`Bearer ${await make()}`)).toEqual(refused);
  });

  test('in another scheme is refused', async () => {
    expect(await status('Basic YTpi')).toEqual(refused);
  });

  test('within the clock skew is accepted', async () => {
    expect((await status(`Bearer ${await token({ exp: '-2s' })}`))[0]).toBe(200);
  });

  test('is verified with the keys at a URL, which may be unavailable', async () => {
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }];
    let isUp = true;
    const server = createServer((_request, response) => {
      response.writeHead(isUp ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const sdl = compose([people, taxes]).supergraphSdl;
    const remote = await start(sdl, [people, taxes], url);
    expect(await ask('{ secret }', {}, remote)).toEqual({ data: { secret: 'S' } });
    await remote.stop();
    isUp = false;
    const down = await start(sdl, [people, taxes], url);
    const response = await fetch(down.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: '{"query":"{ open }"}',
    });
    expect([response.status, ((await response.json()) as Answer).errors![0]!.extensions.code]).toEqual([
      503,
      'TOKEN_KEYS_UNAVAILABLE',
    ]);
    await down.stop();
    server.close();
    server.closeAllConnections();
  });
});

describe('settings', () => {
  type Settings = Parameters<typeof authorizationOptions>[0];
  const read = (some: object) => authorizationOptions({ ...none, ...some } as unknown as Settings);
  const none = {
    JWT_JWKS: undefined,
    JWT_ISSUER: undefined,
    JWT_AUDIENCE: [],
    JWT_ALGORITHMS: ['RS256'],
    JWT_CLOCK_SKEW_S: 30,
    POLICY_URL: undefined,
  };

  test('without any, there is no access control', () => {
    expect(read({})).toBeUndefined();
  });

  test.each([
    { JWT_JWKS: 'jwks.json' },
    { JWT_JWKS: 'jwks.json', JWT_ISSUER: issuer },
    { JWT_ISSUER: issuer },
    { POLICY_URL: 'http://policies.test/' },
  ])('%j are incomplete', (some) => {
    expect(() => read(some)).toThrow(expect.objectContaining({ code: 'JWT_SETTINGS_INVALID' }));
  });

  test('a file of keys that cannot be read stops the gateway', async () => {
    const sdl = compose([people, taxes]).supergraphSdl;
    await expect(start(sdl, [people, taxes], join(folder, 'none.json'))).rejects.toMatchObject({
      code: 'JWT_SETTINGS_INVALID',
    });
  });
});
