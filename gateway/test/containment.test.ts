import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Behaviour, partnerData, sendJson, startWithPartner, well } from './hostile-subgraph.js';

const wholePicture = '{ town { name well { id } } well { id any } }';
const town = { name: 'Toluca' };

/** Runs the operation that touches both subgraphs while the partner behaves so, with small limits. */
async function respondTo(behaviour: Behaviour, transport = {}) {
  const running = await startWithPartner({ graphql: behaviour }, { timeout: 9_000, ...transport });
  try {
    return await running.query(wholePicture);
  } finally {
    await running.stop();
  }
}

const codesOf = (errors: { extensions: { code?: unknown } }[] = []) => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
];

describe('a response above a limit leaves null in the partner’s fields, and the hub’s fields in place', () => {
  const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
  const withAny =
    (text: string): Behaviour =>
    ({ query }, response) =>
      sendJson(
        response,
        JSON.stringify({ data: partnerData(query, { well: { ...well, any: '@' } }) }).replaceAll('"@"', text),
      );

  it.each<[string, Behaviour]>([
    [
      '60 MB of objects in extensions',
      ({ query }, response) =>
        sendJson(
          response,
          `{"data":${JSON.stringify(partnerData(query))},"extensions":{"x":[${'{},'.repeat(20_000_000)}1]}}`,
        ),
    ],
    ['objects in a custom scalar', withAny(`[${'{},'.repeat(300_000)}1]`)],
    ['lists in a custom scalar', withAny(`[${'[],'.repeat(300_000)}1]`)],
    ['numbers in a custom scalar', withAny(`[${'0,'.repeat(2_100_000)}1]`)],
    ['6,000 nested lists', withAny(nested('[', ']', 6_000))],
    ['6,000 nested objects', withAny(nested('{"a":', '}', 6_000))],
    ['100,000 nested lists', withAny(nested('[', ']', 100_000))],
    ['a string of 20 MB', withAny(`"${'x'.repeat(20_000_000)}"`)],
    [
      'a content-length of 1 GiB',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(2 ** 30) });
        response.write(' ');
      },
    ],
    ['bytes without end', (_request, response) => endless(response)],
  ])('%s', async (_title, behaviour) => {
    const { status, data, errors } = await respondTo(behaviour);
    expect({ status, data }).toEqual({ status: 200, data: { town: { ...town, well: null }, well: null } });
    expect(codesOf(errors as never)).toEqual(['SUBGRAPH_RESPONSE_TOO_LARGE']);
    expect(errors?.every(({ message }) => message.includes('"partner"'))).toBe(true);
  });

  it('90 nested levels and 40,000 objects are below the limits of a partner', async () => {
    const { errors } = await respondTo(withAny(nested('[', ']', 90)));
    expect(errors).toBeUndefined();
    expect((await respondTo(withAny(`[${'{},'.repeat(40_000)}1]`))).errors).toBeUndefined();
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1 << 20, 0x20);
  const write = () => {
    while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', write);
  };
  write();
}

describe('errors of a partner', () => {
  it.each([
    ['600,000 numbers', `[${'0,'.repeat(600_000)}0]`],
    [
      '200,000 errors with a path',
      JSON.stringify(Array.from({ length: 150_000 }, (_, i) => ({ message: `m${i}`, path: ['well'] }))),
    ],
    ['one message of 10 MB', JSON.stringify([{ message: 'M'.repeat(10_000_000) }])],
    [
      'a code of 5 MB',
      JSON.stringify([{ message: 'm', extensions: { code: 'C'.repeat(5_000_000), http: { status: 302 } } }]),
    ],
    ['a path of 100,000 steps', JSON.stringify([{ message: 'm', path: Array.from({ length: 100_000 }, () => 'a') }])],
  ])('%s reach the client as a bounded response', async (_title, errors) => {
    const response = await respondTo((_request, out) => sendJson(out, `{"data":null,"errors":${errors}}`));
    expect(response.data).toMatchObject({ town });
    expect(response.bytes).toBeLessThan(200_000);
    expect(response.errors!.length).toBeLessThanOrEqual(500);
  });

  it('are passed on as a code and a message of at most 300 characters that names the partner', async () => {
    const extensions = { code: 'X', stacktrace: ['/srv/app.js'], serviceName: 'hub', http: { status: 418 } };
    const message = `\u001b[31mSELECT * FROM users;\n${'x'.repeat(1_000)}`;
    const { status, errors } = await respondTo((_request, out) =>
      sendJson(out, { data: null, errors: [{ message, extensions }] }),
    );
    expect(status).toBe(200);
    for (const error of errors!) {
      expect(error.message).toMatch(/^Subgraph "partner" reports: \[31mSELECT \* FROM users; x+…$/);
      expect(error.message.length).toBeLessThan(340);
      expect(error.extensions).toEqual({ code: 'X', serviceName: 'partner' });
    }
  });
});

describe('a partner that takes nine seconds', () => {
  it('is called by at most as many requests as its limits permit, and the hub’s queries go on', async () => {
    const running = await startWithPartner(
      {
        graphql: ({ query }, response) =>
          void setTimeout(() => sendJson(response, { data: partnerData(query) }), 9_000),
      },
      { subgraphs: { partner: { connections: 4, queue: 8, queueTimeout: 300 } } },
      { admission: { concurrency: 16, queue: 4, queueTimeout: 100 }, requestTimeout: 3_000 },
    );
    const slow = Array.from({ length: 60 }, (_, i) => running.query(`{ well { id } a${i}: __typename }`));
    await sleep(200);
    const innocent = await Promise.all(
      Array.from({ length: 8 }, (_, i) => running.query(`{ town { name } b${i}: __typename }`)),
    );
    for (const { status, data } of innocent) expect({ status, town: data?.town }).toEqual({ status: 200, town });
    const outcomes = await Promise.all(slow);
    expect(outcomes.filter(({ errors }) => errors?.[0]?.extensions.code === 'SUBGRAPH_BUSY').length).toBeGreaterThan(8);
    expect(outcomes.filter(({ errors }) => errors?.[0]?.extensions.code === 'DEADLINE_EXCEEDED').length).toBe(4);
    await running.stop();
  }, 30_000);
});

describe('a partner whose revision is another one in each response', () => {
  let revision = 0;
  it.each([
    ['grows', () => ++revision],
    ['falls', () => 1e9 - ++revision],
    ['is random', () => Math.floor(Math.random() * 1e9)],
  ])('and %s has null fields with its name; the hub’s fields are in place', async (_title, next) => {
    const { status, data, errors } = await respondTo(({ query }, response) =>
      sendJson(response, { data: partnerData(query), extensions: { revision: next() } }),
    );
    expect({ status, data }).toEqual({ status: 200, data: { town: { ...town, well: null }, well: null } });
    expect(codesOf(errors as never)).toEqual(['REVISIONS_MIXED']);
    expect(errors![0]!.message).toContain('"partner"');
  });
});

it('a response above MAX_RESPONSE_CHARACTERS is refused while it is built, and smaller ones are not', async () => {
  const long = Array.from({ length: 5_000 }, (_, i) => ({ ...well, id: `well number ${i}` }));
  const running = await startWithPartner(
    { graphql: ({ query }, response) => sendJson(response, { data: partnerData(query, { wells: long }) }) },
    {},
    { maxResponseSize: 100_000 },
  );
  const { status, data, errors } = await running.query('{ wells { id } }');
  expect([status, data, errors?.[0]?.extensions.code]).toEqual([200, undefined, 'RESPONSE_TOO_LARGE']);
  expect((await running.query('{ well { id } }')).data).toEqual({ well: { id: 'w' } });
  await running.stop();
});
