import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildASTSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { apiDocument } from '../src/engine/supergraph/api-schema.js';
import { limitsWith } from '../src/guard/limits.js';
import { OperationGuard } from '../src/guard/operation-guard.js';
import { type Gateway, type GatewayOptions, startGateway } from '../src/index.js';
import { type Call, inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  `type Query { towns(first: Int! = 10): TownPage town(code: ID!): Town search(where: Where): [Town!] a: Int b: Int }
   input Where { and: [Where!] code: ID }
   type TownPage { nodes: [Town!]! totalCount: Int! }
   type Town { code: ID! name: String neighbours(first: Int): [Town!] fields: Town }`,
  {
    Query: {
      towns: () => ({ nodes: [{ code: '1', name: 'Chalco' }], totalCount: 1 }),
      town: () => ({ code: '1', name: 'Chalco' }),
      a: () => 1,
    },
  },
);
const calls: Call[] = [];
let gateway: Gateway;
const start = (options: Partial<GatewayOptions> = {}) =>
  startGateway({
    supergraph: { sdl: supergraphOf([towns]) },
    connect: inProcess([towns], calls),
    port: 0,
    host: '127.0.0.1',
    ...options,
  });

beforeAll(async () => {
  gateway = await start();
});
afterAll(() => gateway.stop());

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions: { code: string } }[];
}

async function post(body: object, url = gateway.url): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const nested = (levels: number, open: string, inner: string, close = '}') =>
  open.repeat(levels) + inner + close.repeat(levels);

const hostile: [title: string, code: string, body: object][] = [
  [
    'fields nested thirty deep',
    'OPERATION_TOO_DEEP',
    { query: `{ town(code: 1) ${nested(30, '{ fields ', '{ code }')} }` },
  ],
  ['brackets nested two thousand deep', 'OPERATION_TOO_DEEP', { query: nested(2_000, '{a', '') }],
  [
    'a literal nested two thousand deep',
    'OPERATION_TOO_DEEP',
    { query: `{ search(where: ${nested(2_000, '{and:', '1')}) { code } }` },
  ],
  ['a thousand aliases', 'TOO_MANY_ALIASES', { query: `{ town(code: 1) { ${times(1_000, (i) => `x${i}: name`)} } }` }],
  ['a hundred root fields', 'TOO_MANY_ROOT_FIELDS', { query: `{ ${times(100, (i) => `x${i}: a`)} }` }],
  ['ten thousand tokens', 'OPERATION_TOO_LONG', { query: `{ ${'a '.repeat(10_000)} }` }],
  ['a long text that is one comment', 'OPERATION_TOO_LONG', { query: `{ a } #${'x'.repeat(200_000)}` }],
  ['a hundred directives on a field', 'TOO_MANY_DIRECTIVES', { query: `{ a ${'@include(if: true) '.repeat(100)} }` }],
  ['one field two thousand times', 'OPERATION_REPEATS', { query: `{ ${'a '.repeat(1_900)} }` }],
  [
    'one field often, by fragments',
    'OPERATION_REPEATS',
    { query: `{ town(code: 1) { ${'...F '.repeat(20)} } } fragment F on Town { name ...on Town { name } }` },
  ],
  [
    'a fragment that holds itself',
    'FRAGMENT_CYCLE',
    { query: '{ town(code: 1) { ...F } } fragment F on Town { ...F }' },
  ],
  [
    'fragments in a circle',
    'FRAGMENT_CYCLE',
    {
      query: `{ town(code: 1) { ...A } } fragment A on Town { fields { ...B } } fragment B on Town { fields { ...A } }`,
    },
  ],
  [
    'fragments that double thirty times',
    'OPERATION_TOO_WIDE',
    {
      query: `{ town(code: 1) { ...F0 } } ${times(30, (i) => `fragment F${i} on Town { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Town { name }`,
    },
  ],
  [
    'many operations that spread one large fragment',
    'OPERATION_TOO_WIDE',
    {
      query: `${times(300, (i) => `query Q${i} { ...F }`)} fragment F on Query { ${times(20, () => 'a b')} }`,
      operationName: 'Q0',
    },
  ],
  ['a page of a million', 'OPERATION_TOO_COSTLY', { query: '{ towns(first: 1000000) { nodes { code } } }' }],
  [
    'a page of a million, by a variable',
    'OPERATION_TOO_COSTLY',
    { query: 'query ($n: Int!) { towns(first: $n) { nodes { code } } }', variables: { n: 1_000_000 } },
  ],
  [
    'a page of a million, by a variable’s default',
    'OPERATION_TOO_COSTLY',
    { query: 'query ($n: Int! = 1000000) { towns(first: $n) { nodes { code } } }' },
  ],
  ['lists in lists', 'OPERATION_TOO_COSTLY', { query: `{ town(code: 1) ${nested(8, '{ neighbours ', '{ code }')} }` }],
  [
    'introspection that goes round',
    'INTROSPECTION_TOO_DEEP',
    { query: `{ __schema { types ${nested(4, '{ fields { type ', '{ name }', '} }')} } }` },
  ],
  [
    'variables nested a thousand deep',
    'VARIABLES_TOO_DEEP',
    {
      query: 'query ($w: Where) { search(where: $w) { code } }',
      variables: { w: JSON.parse(nested(1_000, '{"and":[', '{}', ']}')) },
    },
  ],
  [
    'a variable that is called __proto__',
    'VARIABLE_KEY_REFUSED',
    { query: '{ a }', variables: JSON.parse('{"__proto__":{"polluted":1}}') },
  ],
  ['an argument that is called __proto__', 'NAME_REFUSED', { query: '{ a(__proto__: 1) }' }],
  ['an operation that is called __proto__', 'NAME_REFUSED', { query: 'query __proto__ { a }' }],
  [
    'a prototype’s key in variables',
    'VARIABLE_KEY_REFUSED',
    {
      query: 'query ($w: Where) { search(where: $w) { code } }',
      variables: { w: JSON.parse('{"and":[{"__proto__":{"x":1}}]}') },
    },
  ],
];

describe('is refused before anything is planned or fetched:', () => {
  test.each(hostile)('%s', async (_title, code, body) => {
    const before = calls.length;
    const { status, answer } = await post(body);
    expect([status, answer.errors?.[0]?.extensions.code]).toEqual([400, code]);
    expect(answer).not.toHaveProperty('data');
    expect(calls.length).toBe(before);
    expect(JSON.stringify(answer)).not.toMatch(/stacktrace|Did you mean|node_modules/);
  });

  test.each(hostile.filter(([, , body]) => JSON.stringify(body).length < 4_000))(
    'by GET, too: %s',
    async (_t, code, body) => {
      const asked = Object.entries(body).map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const response = await fetch(`${gateway.url}?${new URLSearchParams(asked)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect(((await response.json()) as Answer).errors?.[0]?.extensions.code).toBe(code);
    },
  );

  test('again and again, and the next good request is answered', async () => {
    for (const [, code, body] of [...hostile, ...hostile])
      expect((await post(body)).answer.errors?.[0]?.extensions.code).toBe(code);
    expect((await post({ query: '{ a town(code: 1) { name } }' })).answer).toMatchObject({
      data: { a: 1, town: { name: 'Chalco' } },
    });
    const metrics = await (await fetch(`${gateway.url}metrics`)).text();
    for (const [, code] of hostile)
      expect(Number(new RegExp(`rejections_total\\{code="${code}"\\} (\\d+)`).exec(metrics)?.[1])).toBeGreaterThan(2);
  });
});

describe('is answered', () => {
  test('what is called as the members of every object are', async () => {
    const query = 'query constructor($toString: ID!) { valueOf: a constructor: town(code: $toString) { name } }';
    const body = JSON.stringify({ query, operationName: 'constructor', variables: { toString: '1', constructor: {} } });
    expect((await post(JSON.parse(body))).answer).toEqual({ data: { valueOf: 1, constructor: { name: 'Chalco' } } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('what introspects the schema as tools do', async () => {
    const { answer } = await post({
      query: getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }),
    });
    expect(answer.errors).toBeUndefined();
  });

  test('a variable that is asked for again with another value is looked at again', async () => {
    const query = 'query ($n: Int!) { towns(first: $n) { nodes { code } } }';
    expect((await post({ query, variables: { n: 5 } })).status).toBe(200);
    expect((await post({ query, variables: { n: 1_000_000 } })).status).toBe(400);
    expect((await post({ query, variables: { n: 5 } })).status).toBe(200);
  });

  test('what a setting allows', async () => {
    const other = await start({ limits: { aliases: 2_000, cost: 1_000_001 } });
    const query = `{ town(code: 1) { ${times(1_000, (i) => `x${i}: name`)} } }`;
    expect((await post({ query }, other.url)).status).toBe(200);
    await other.stop();
  });
});

describe('the hub’s own contract', () => {
  const sdl = readFileSync('schema/supergraph.graphql', 'utf8');
  const schema = buildASTSchema(apiDocument(parse(sdl)));
  const whole = { query: readFileSync('schema/operations/whole-picture.graphql', 'utf8') };
  const introspection = {
    query: getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }),
  };

  test.each([
    ['the whole picture', whole],
    ['the introspection of tools', introspection],
  ])('%s passes with room: at three quarters of every bound', (_title, asked) => {
    expect(validate(schema, parse(asked.query))).toEqual([]);
    const less = Object.entries(limitsWith()).map(([name, limit]) => [name, limit * 0.75]);
    new OperationGuard(schema, sdl, limitsWith(Object.fromEntries(less))).admit(asked);
  });

  test('its introspection under thirty aliases is refused', () => {
    const one = '__schema { types { fields { args { type { ofType { name } } } type { ofType { name } } } } }';
    const query = `{ ${times(30, (i) => `s${i}: ${one}`)} }`;
    expect(() => new OperationGuard(schema, sdl, limitsWith()).admit({ query })).toThrow(/costs \d+/);
  });
});
