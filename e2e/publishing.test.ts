// Fifty clients send queries while revisions are published: no response is older than the newest publication
// before its request began, and none holds two revisions of one subgraph.
import { type Connect, type Gateway, httpConnect, startGateway, type Transport } from '@cabildo/gateway';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { compose } from '@cabildo/schema';
import { inProcess } from '../gateway/test/subgraphs.js';
import { wells } from '../kit/test/wells.js';
import { gauges, KeptAlive, namesOf, publishWells } from './gauged-wells.js';

const CLIENTS = 50;
const PUBLICATIONS = 10;
const clients = new KeptAlive();
const key = { id: 'test', secret: '-'.repeat(40) };

let test: TestSubgraph;
let served: ServedSubgraph;
let asked = 0;

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  served = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys: [key] });
  await publishWells(test, 0);
});
afterAll(async () => {
  clients.close();
  await served.stop();
  await test.close();
});

/** A subgraph that stays at one revision. */
const still: Connect = (name, url) => {
  const transport = inProcess([gauges])(name, url);
  return {
    name,
    send: async (request) => ({ ...(await transport.send(request)), extensions: { revision: 1 } }),
    watch: (listener) => {
      listener({ number: 1 });
      return () => {};
    },
    close: async () => {},
  };
};

const direct: Transport = {
  name: 'wells',
  send: async ({ query, variablesText, headers }) =>
    (await test.subgraph.execute({ query, variables: JSON.parse(variablesText) }, headers)) as never,
  watch: (listener) => test.subgraph.revisions.watch(listener),
  close: async () => {},
};

const counted =
  (connect: Connect): Connect =>
  (name, url) => {
    if (name === 'gauges') return still(name, url);
    const transport = connect(name, url);
    return {
      name,
      send: (request) => {
        asked++;
        return transport.send(request);
      },
      watch: (listener) => transport.watch!(listener),
      close: () => transport.close(),
    };
  };

const overHttp: Connect = (name) =>
  httpConnect({ keys: { wells: key } })(name, `http://127.0.0.1:${served.port}/graphql`);

describe.each([
  ['direct calls', () => counted(() => direct)],
  ['HTTP', () => counted(overHttp)],
])('over %s', (_title, connect) => {
  let gateway: Gateway;
  beforeAll(async () => {
    const sdl = compose([{ name: 'wells', url: 'http://wells.test/', sdl: wells.sdl }, gauges]).supergraphSdl;
    gateway = await startGateway({ supergraph: { sdl }, connect: connect(), port: 0, host: '127.0.0.1' });
    await clients.ask(gateway);
  });
  afterAll(() => gateway.stop());

  it('no response is older than its request, none has two revisions, and most come from the cache', async () => {
    const [first] = namesOf(await clients.ask(gateway));
    let published = Number(first);
    let publishing = true;
    const answers: { names: string[]; atLeast: number; errors?: unknown[] }[] = [];
    const client = async () => {
      while (publishing) {
        const atLeast = published;
        const answer = await clients.ask(gateway);
        answers.push({ names: namesOf(answer), atLeast, errors: answer.errors });
      }
    };
    asked = 0;
    const asking = Array.from({ length: CLIENTS }, client);
    for (let number = published + 1; number <= Number(first) + PUBLICATIONS; number++) {
      await publishWells(test, number);
      published = number;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    publishing = false;
    await Promise.all(asking);
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    expect(answers.filter(({ names }) => names.length !== 1)).toEqual([]);
    expect(answers.filter(({ names: [name], atLeast }) => Number(name) < atLeast)).toEqual([]);
    expect(namesOf(await clients.ask(gateway))).toEqual([`${published}`]);
    expect(answers.length).toBeGreaterThan(2_000);
    expect(asked).toBeLessThan(answers.length / 4);
  }, 60_000);
});
