import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose } from '@cabildo/schema';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ExactDecimal, parseExact, rounded, stringifyExact } from '../src/exact-json.js';
import { type Gateway, startGateway } from '../src/index.js';
import { Random } from './differential/random.js';

const random = new Random(20_261);
const between = (least: number, most: number): number => least + random.below(most - least + 1);
const digits = (count: number): string =>
  String(between(1, 9)) + Array.from({ length: count - 1 }, () => between(0, 9)).join('');
/** Numbers of 1 to 40 digits, with and without sign, fraction and exponent. */
const numbers = Array.from({ length: 400 }, () => {
  const sign = random.chance(0.3) ? '-' : '';
  const fraction = random.chance(0.4) ? `.${digits(between(1, 25))}` : '';
  const exponent = random.chance(0.2) ? `e${between(-40, 40)}` : '';
  return `${sign}${digits(between(1, 40))}${fraction}${exponent}`;
});

describe('exact JSON', () => {
  test('writes a number that has the value of the parsed text', () => {
    for (const number of numbers) {
      const text = `{"a":[${number}],"b":"${number}"}`;
      const written = stringifyExact(parseExact(text));
      const [, again] = /"a":\[([^\]]*)\]/.exec(written) ?? [];
      expect([number, canonical(again!)]).toEqual([number, canonical(number)]);
      expect(written).toContain(`"b":"${number}"`);
    }
  });

  test('leaves a number that a double has a plain number', () => {
    for (const text of [
      '0',
      '-0',
      '9007199254740991',
      '12345678901234567000',
      '0.1',
      '1.5000000000000000000',
      '5e-324',
    ])
      expect(parseExact(text)).toBe(Number(text));
    expect(parseExact('9007199254740993')).toBe(9007199254740993n);
    expect(parseExact('0.12345678901234567890')).toEqual(new ExactDecimal('0.12345678901234567890'));
  });

  test('rounds to the number that JSON.parse returns', () => {
    for (const number of numbers) expect(rounded(parseExact(`[${number}]`))).toEqual(JSON.parse(`[${number}]`));
  });

  test('takes linear time for long texts of digits and zeros', () => {
    const zeros = '0'.repeat(200_000);
    for (const number of [`1${zeros}1`, `1.${zeros}1`, `${'9'.repeat(200_000)}`])
      expect(stringifyExact(parseExact(`[${number}]`))).toBe(`[${number}]`);
  });
});

/** The value of a number as a fraction of integers, reduced to comparable text. */
function canonical(text: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)!;
  const power = Number(exponent) - fraction.length;
  const integer = BigInt(whole + fraction);
  let [value, shift] = [integer, power];
  while (value !== 0n && value % 10n === 0n) [value, shift] = [value / 10n, shift + 1];
  return value === 0n ? '0' : `${sign}${value}e${shift}`;
}

const scalars = 'scalar Long scalar JSON ';
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"]) ';
const ledger = `${link}${scalars}
  type Query { account: Account accounts: [Account!] float: Float floats: [Float!] id: ID text: String echo(value: Long, json: JSON): String long: Long
    where(filter: JSON = {active: true, since: 9007199254740993, tags: ["a", {b: "\\"é\\""}]}, all: [JSON] = [{x: 1}], plain: Int = 3): Int find(by: Filter = {json: {z: 1, a: 2}}): Int }
  input Filter { json: JSON n: Int = 4 }
  type Account @key(fields: "number") { number: Long data: JSON }`;
const owners = `${link}${scalars} type Account @key(fields: "number") { number: Long owner: String }`;

describe('numbers that no double has', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  const bodies: Record<string, string> = {};
  let data = '{}';
  let gateway: Gateway;

  async function serve(name: string, respond: (body: string) => string): Promise<string> {
    const server = createServer(async (request: IncomingMessage, response) => {
      if (request.method === 'GET') return void response.writeHead(404).end();
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies[name] = body;
      response.writeHead(200, { 'content-type': 'application/json' }).end(respond(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  beforeAll(async () => {
    const url = await serve('ledger', () => `{"data":${data},"errors":null}`);
    const other = await serve('owners', (body) => {
      const list = /"representations":(\[.*?\])/.exec(body)![1]!;
      const keys = [...list.matchAll(/"number":(-?[\d.]+)/g)].map(([, key]) => `{"owner":"owner of ${key}"}`);
      return `{"data":{"_entities":[${keys.join()}]}}`;
    });
    const subgraphs = [
      { name: 'ledger', url, sdl: ledger },
      { name: 'owners', url: other, sdl: owners },
    ];
    gateway = await startGateway({ supergraph: { sdl: compose(subgraphs).supergraphSdl }, port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await gateway.stop();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** The text of the response to a request with the given JSON text of variables, the second time it is sent. */
  async function send(query: string, variables = '{}'): Promise<string> {
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    const headers = { 'content-type': 'application/json' };
    await fetch(gateway.url, { method: 'POST', headers, body });
    return (await fetch(gateway.url, { method: 'POST', headers, body })).text();
  }

  const integers = numbers.filter((number) => /^-?\d{17,}$/.test(number));

  test('reach the client as written, in a custom scalar and inside of one', async () => {
    for (const number of [...integers.slice(0, 20), '0.123456789012345678901']) {
      data = `{"account":{"number":${number},"data":{"deep":[{"n":${number}}],"m":1.5}}}`;
      const text = await send('{ account { number data } }');
      expect(text).toBe(`{"data":{"account":{"number":${number},"data":{"deep":[{"n":${number}}],"m":1.5}}}}\n`);
    }
  });

  test('identify an entity', async () => {
    for (const number of integers.slice(0, 20)) {
      const next = BigInt(number) + 1n;
      data = `{"accounts":[{"__typename":"Account","number":${number}},{"__typename":"Account","number":${next}},{"__typename":"Account","number":${number}}]}`;
      const response = JSON.parse(await send('{ accounts { owner } }'));
      expect(response.data.accounts).toEqual([number, next, number].map((key) => ({ owner: `owner of ${key}` })));
      expect(bodies.owners!.match(/"number"/g)).toHaveLength(2);
    }
  });

  test('reach a subgraph as written in variables, by POST and by GET', async () => {
    data = '{"echo":"x"}';
    const query =
      'query ($v: Long, $j: JSON, $d: JSON = {z: 9007199254740993, a: [1.10, E]}) { echo(value: $v, json: $j) b: echo(json: $d) }';
    for (const number of [...integers.slice(0, 10), '0.123456789012345678901']) {
      await send(query, `{"v":${number},"j":{"z":[${number}],"a":1}}`);
      expect(bodies.ledger).toContain(`"v":${number}`);
      expect(bodies.ledger).toContain(`"j":{"z":[${number}],"a":1}`);
      expect(bodies.ledger).toContain('$d:JSON={z: 9007199254740993, a: [1.10, E]}');
      const search = new URLSearchParams({
        query: `query ($v: Long) { get: echo(value: $v) }`,
        variables: `{"v":${number}}`,
      });
      await fetch(`${gateway.url}?${search}`, { headers: { 'apollo-require-preflight': '1' } });
      expect(bodies.ledger).toContain(`"v":${number}`);
    }
  });

  test('are rounded in a Float, and text in an ID and a String', async () => {
    data = '{"float":12345678901234567890,"id":12345678901234567891,"text":9007199254740993}';
    expect(await send('{ float id text }')).toBe(
      '{"data":{"float":12345678901234567000,"id":"12345678901234567891","text":"9007199254740993"}}\n',
    );
  });

  test.each(['1e400', '-1e400', '1.5E+999', `${'9'.repeat(400)}`])(
    '%s is not a Float, wherever it is',
    async (number) => {
      data = `{"float":${number}}`;
      expect(JSON.parse(await send('{ float }'))).toMatchObject({
        data: { float: null },
        errors: [{ path: ['float'] }],
      });
      data = `{"floats":[1,${number}]}`;
      expect(JSON.parse(await send('{ floats }'))).toMatchObject({
        data: { floats: null },
        errors: [{ path: ['floats', 1] }],
      });
    },
  );

  test.each(['1e400', '-1e999'])(
    '%s is an error in a custom scalar and is not sent to another subgraph',
    async (number) => {
      data = `{"long":${number}}`;
      expect(JSON.parse(await send('{ long }'))).toMatchObject({ data: { long: null }, errors: [{ path: ['long'] }] });
      data = `{"account":{"__typename":"Account","number":1,"data":{"a":[${number}]}}}`;
      expect(JSON.parse(await send('{ account { data } }'))).toMatchObject({
        data: { account: { data: null } },
        errors: [{ path: ['account', 'data'] }],
      });
      data = `{"accounts":[{"__typename":"Account","number":${number}},{"__typename":"Account","number":1}]}`;
      const response = JSON.parse(await send('{ accounts { owner } }'));
      expect(response.data.accounts).toEqual([{ owner: null }, { owner: 'owner of 1' }]);
      expect(response.errors).toMatchObject([{ path: ['accounts', 0, 'owner'] }]);
      const query = 'query ($v: Long) { echo(value: $v) }';
      expect(JSON.parse(await send(query, `{"v":${number}}`)).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});

test('a default of a custom scalar is introspected as it is written', async () => {
  const subgraphs = [{ name: 'ledger', url: 'http://ledger.test/', sdl: ledger }];
  // Composition rounds the number.
  const sdl = compose(subgraphs).supergraphSdl.replace('9007199254740992', '9007199254740993');
  const gateway = await startGateway({ supergraph: { sdl }, port: 0, host: '127.0.0.1' });
  const query =
    '{ __schema { queryType { fields { name args { name defaultValue } } } types { inputFields { defaultValue } } } }';
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    errors?: unknown;
    data: {
      __schema: { queryType: { fields: { name: string; args: { name: string; defaultValue: string | null }[] }[] } };
    };
  };
  await gateway.stop();
  expect(errors).toBeUndefined();
  const args = data.__schema.queryType.fields.flatMap(({ args }) => args);
  expect(Object.fromEntries(args.map(({ name, defaultValue }) => [name, defaultValue]))).toMatchObject({
    value: null,
    filter: '{active: true, since: 9007199254740993, tags: ["a", {b: "\\"é\\""}]}',
    all: '[{x: 1}]',
    plain: '3',
    by: '{json: {z: 1, a: 2}, n: 4}',
  });
});
