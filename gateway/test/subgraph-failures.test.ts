import { afterEach, describe, expect, test } from '@jest/globals';
import { Caller, type Connect, Engine, httpConnect, type SubgraphResponse } from '../src/index.js';
import { listen } from './subgraph-server.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph(
  'towns',
  `type Query { towns: [Town!] town: Town one: Int two: Int kind: Kind sure: Int! }
   enum Kind { A B @inaccessible }
   type Town @key(fields: "code") { code: ID! name: String }`,
  {
    Query: {
      towns: () => ['1', '2', '1'].map((code) => ({ code, name: `n${code}` })),
      town: () => ({ code: '1', name: 'n1' }),
      kind: () => 'B',
    },
  },
);
const figures = testSubgraph(
  'figures',
  `type Query { total: Int, sum: Int }
   type Town @key(fields: "code") { code: ID! value: Int rank: Int! body: Body }
   type Body { size: Int }`,
  {},
);
const marks = testSubgraph(
  'marks',
  `type Town @key(fields: "code") { code: ID! value: Int @external mark: String @requires(fields: "value") }`,
  {},
);
const subgraphs = [towns, figures, marks];
const sdl = supergraphOf(subgraphs);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

/** An engine whose subgraph `broken` is reached another way. */
function engineWith(broken: string, connect: Connect): Engine {
  const well = inProcess(subgraphs);
  const engine = new Engine(sdl, (name, url) => (name === broken ? connect(name, url) : well(name, url)));
  open.push(engine);
  return engine;
}

const answering =
  (response: SubgraphResponse): Connect =>
  (name) => ({ name, send: async () => structuredClone(response), close: async () => {} });

const nowhere: Connect = (name) => httpConnect()(name, 'http://127.0.0.1:9/');
const unreachable = {
  message: 'Subgraph "figures" could not be reached.',
  extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'figures' },
};

async function ask(engine: Engine, query: string) {
  return JSON.parse(JSON.stringify(await engine.execute({ query })));
}

describe('a subgraph that is down', () => {
  test('makes its fields null, with an error at each path, and leaves the rest of the response', async () => {
    const answer = await ask(engineWith('figures', nowhere), '{ total towns { name v: value } }');
    expect(answer.data).toEqual({
      total: null,
      towns: [
        { name: 'n1', v: null },
        { name: 'n2', v: null },
        { name: 'n1', v: null },
      ],
    });
    const paths = answer.errors.map((error: { path: unknown }) => JSON.stringify(error.path));
    expect(paths.sort()).toEqual(['["total"]', '["towns",0,"v"]', '["towns",1,"v"]', '["towns",2,"v"]']);
    for (const { path: _path, ...error } of answer.errors) expect(error).toEqual(unreachable);
  });

  test('is reported once where its null propagates', async () => {
    const answer = await ask(engineWith('figures', nowhere), '{ town { name rank } towns { rank } }');
    expect(answer.data).toEqual({ town: null, towns: null });
    expect(answer.errors.map(({ path }: { path: unknown }) => path)).toEqual([
      ['town', 'rank'],
      ['towns', 0, 'rank'],
    ]);
  });

  test('is the reported reason for fields that require its fields', async () => {
    const answer = await ask(engineWith('figures', nowhere), '{ town { name mark } }');
    expect(answer).toEqual({
      data: { town: { name: 'n1', mark: null } },
      errors: [{ ...unreachable, path: ['town', 'mark'] }],
    });
  });

  test('is reported at a bounded number of paths', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({ __typename: 'Town', code: `${i}` }));
    const engine = new Engine(sdl, (name) =>
      name === 'towns' ? answering({ data: { towns: many } })(name, '') : nowhere(name, ''),
    );
    open.push(engine);
    const { data, errors } = await ask(engine, '{ towns { value body { size } } }');
    expect(data.towns).toHaveLength(5_000);
    expect(errors).toHaveLength(100);
  });
});

describe('a response that is not GraphQL', () => {
  const cases: [string, number, string, string][] = [
    ['HTML', 200, '<html>', 'SUBGRAPH_BAD_RESPONSE'],
    ['a status without a body', 503, '', 'SUBGRAPH_BAD_RESPONSE'],
    ['JSON that is not an object', 200, '[1]', 'SUBGRAPH_BAD_RESPONSE'],
    ['neither data nor errors', 200, '{"data":null}', 'SUBGRAPH_BAD_RESPONSE'],
    ['data of the wrong kind', 200, '{"data":"x"}', 'SUBGRAPH_BAD_RESPONSE'],
    ['errors of the wrong kind', 200, '{"data":{},"errors":"x"}', 'SUBGRAPH_BAD_RESPONSE'],
    ['too many bytes', 200, `{"data":{"total":1,"x":"${'y'.repeat(3_000)}"}}`, 'SUBGRAPH_RESPONSE_TOO_LARGE'],
  ];
  test.each(cases)('%s', async (_title, status, body, code) => {
    const server = await listen((_request, response) => response.writeHead(status).end(body));
    open.push(server);
    const connect: Connect = (name) => httpConnect({ maxResponseBytes: 2_000 })(name, server.url);
    const answer = await ask(engineWith('figures', connect), '{ total one }');
    expect(answer.data).toEqual({ total: null, one: null });
    expect(answer.errors).toMatchObject([{ path: ['total'], extensions: { code, serviceName: 'figures' } }]);
  });

  test('errors with the status 400 are a GraphQL response', async () => {
    const body = JSON.stringify({
      errors: [{ message: 'unfit', extensions: { code: 'X', stacktrace: ['at secret'] } }],
    });
    const server = await listen((_request, response) => response.writeHead(400).end(body));
    open.push(server);
    const answer = await ask(
      engineWith('figures', (name) => httpConnect()(name, server.url)),
      '{ total }',
    );
    expect(answer).toEqual({
      data: { total: null },
      errors: [{ message: 'unfit', path: ['total'], extensions: { code: 'X', serviceName: 'figures' } }],
    });
  });

  test('a response of one byte a second is cut off by the timeout', async () => {
    const server = await listen((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    open.push(server);
    const connect: Connect = (name) => httpConnect({ timeout: 150 })(name, server.url);
    const begun = Date.now();
    const answer = await ask(engineWith('figures', connect), '{ total }');
    expect(answer.errors).toMatchObject([{ path: ['total'], extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
    expect(Date.now() - begun).toBeLessThan(1_500);
  });

  test('a broken connection is an error', async () => {
    const server = await listen((request) => request.socket.destroy());
    open.push(server);
    const answer = await ask(
      engineWith('figures', (name) => httpConnect()(name, server.url)),
      '{ total }',
    );
    expect(answer.errors).toMatchObject([{ path: ['total'], extensions: { code: 'SUBGRAPH_UNREACHABLE' } }]);
  });
});

describe('values of another type', () => {
  test.each([
    ['an Int', '{ one two }', { one: 'x', two: 2 }, { one: null, two: 2 }, ['one']],
    ['a list', '{ towns { name } }', { towns: 'x' }, { towns: null }, ['towns']],
    ['an object', '{ town { name } }', { town: 3 }, { town: null }, ['town']],
    ['a String', '{ town { name } }', { town: { name: {} } }, { town: { name: null } }, ['town', 'name']],
    ['a non-null field', '{ sure }', { sure: 1.5 }, null, ['sure']],
  ])('%s', async (_title, query, given, data, path) => {
    const answer = await ask(engineWith('towns', answering({ data: given })), query);
    expect(answer).toMatchObject({ data, errors: [{ path, extensions: { code: 'SUBGRAPH_INVALID_VALUE' } }] });
  });

  test('an inaccessible enum value is null, reported in extensions.valueCompletion', async () => {
    const answer = await ask(engineWith('none', nowhere), '{ k: kind }');
    expect(answer).toEqual({
      data: { k: null },
      extensions: { valueCompletion: [{ message: 'Invalid value found for field Query.kind.', path: ['k'] }] },
    });
  });

  test('keys that name prototype properties change no prototype', async () => {
    const data = JSON.parse(
      '{"town":{"__proto__":{"polluted":1},"name":"n","constructor":{"prototype":{"polluted":1}}}}',
    );
    const answer = await ask(engineWith('towns', answering({ data })), '{ town { name } }');
    expect(answer).toEqual({ data: { town: { name: 'n' } } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

test('a client that disconnects cancels its subgraph calls', async () => {
  let closed: () => void = () => {};
  const left = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await listen((_request, response) => {
    response.on('close', closed);
  });
  open.push(server);
  const engine = engineWith('figures', (name) => httpConnect()(name, server.url));
  const caller = new Caller();
  const answer = engine.execute({ query: '{ total }', caller });
  setTimeout(() => caller.leave(), 50);
  expect(await answer).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_CANCELLED' } }] });
  await left;
});

test('entities of another number than requested are all rejected, and a missing field is reported', async () => {
  const few = engineWith('figures', answering({ data: { _entities: [{ value: 5 }] } }));
  const { data, errors } = await ask(few, '{ towns { value } }');
  expect(data.towns).toEqual([{ value: null }, { value: null }, { value: null }]);
  expect(errors[0]).toMatchObject({
    message: 'Subgraph "figures" returned 1 entities for 2 representations.',
    path: ['towns', 0, 'value'],
    extensions: { code: 'SUBGRAPH_INVALID_VALUE', serviceName: 'figures' },
  });
  const gap = engineWith('figures', answering({ data: { _entities: [{ value: 5 }, {}] } }));
  expect(await ask(gap, '{ towns { value } }')).toMatchObject({
    data: { towns: [{ value: 5 }, { value: null }, { value: 5 }] },
    errors: [{ path: ['towns', 1, 'value'], extensions: { serviceName: 'figures' } }],
  });
});
