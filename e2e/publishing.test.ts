// Fifty clients ask without a pause while revisions are published: no answer is older than what had been published
// before its request began, and none holds two revisions of one subgraph.
import { Agent, request } from 'node:http';
import { type Connect, type Gateway, httpConnect, startGateway, type Transport } from '@cabildo/gateway';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { loadPackage, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { compose } from '@cabildo/schema';
import { inProcess, testSubgraph as partner } from '../gateway/test/subgraphs.js';
import { wellPackage } from '../kit/test/well-package.js';
import { wells } from '../kit/test/wells.js';

const CLIENTS = 50;
const PUBLICATIONS = 10;
const key = { id: 'test', secret: '-'.repeat(40) };

// The way back from a gauge to its well asks the subgraph of wells a second time within one answer.
const gauges = partner(
  'gauges',
  'type Well @key(fields: "id") { id: String! gauge: Gauge } type Gauge { well: Well }',
  { Well: { gauge: ({ id }: { id: string }) => ({ well: { id } }) } },
);
const query = '{ wells { nodes { name gauge { well { name } } } } }';

let test: TestSubgraph;
let served: ServedSubgraph;
let asked = 0;

beforeAll(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  served = await serveSubgraph(test.subgraph, { port: 0, host: '127.0.0.1', keys: [key] });
  await publish(0);
});
afterAll(async () => {
  await served.stop();
  await test.close();
});

/** Every well is called by the number of the publication. */
const publish = async (number: number) =>
  loadPackage(test.subgraph, await wellPackage(Array.from({ length: 5 }, () => `${number}`)));

/** A subgraph that stays at one revision. */
const still: Connect = (name, url) => {
  const transport = inProcess([gauges])(name, url);
  return {
    name,
    send: async (request) => ({ ...(await transport.send(request)), extensions: { revision: 1 } }),
    watch: (listener) => {
      listener(1);
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

interface Answer {
  data: { wells: { nodes: { name: string; gauge: { well: { name: string } } }[] } };
  errors?: unknown[];
}

const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

function ask({ url }: Gateway): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text) as Answer));
    });
    asking.on('error', reject).end(JSON.stringify({ query }));
  });
}

const namesOf = ({ data: { wells } }: Answer) => [
  ...new Set(wells.nodes.flatMap(({ name, gauge }) => [name, gauge.well.name])),
];

describe.each([
  ['direct calls', () => counted(() => direct)],
  ['HTTP', () => counted(overHttp)],
])('over %s', (_title, connect) => {
  let gateway: Gateway;
  beforeAll(async () => {
    const sdl = compose([{ name: 'wells', url: 'http://wells.test/', sdl: wells.sdl }, gauges]).supergraphSdl;
    gateway = await startGateway({ supergraph: { sdl }, connect: connect(), port: 0, host: '127.0.0.1' });
    await ask(gateway);
  });
  afterAll(() => gateway.stop());

  it('no answer is older than its request, none is of two revisions, and most are not made anew', async () => {
    const [first] = namesOf(await ask(gateway));
    let published = Number(first);
    let publishing = true;
    const answers: { names: string[]; atLeast: number; errors?: unknown[] }[] = [];
    const client = async () => {
      while (publishing) {
        const atLeast = published;
        const answer = await ask(gateway);
        answers.push({ names: namesOf(answer), atLeast, errors: answer.errors });
      }
    };
    asked = 0;
    const clients = Array.from({ length: CLIENTS }, client);
    for (let number = published + 1; number <= Number(first) + PUBLICATIONS; number++) {
      await publish(number);
      published = number;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    publishing = false;
    await Promise.all(clients);
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    expect(answers.filter(({ names }) => names.length !== 1)).toEqual([]);
    expect(answers.filter(({ names: [name], atLeast }) => Number(name) < atLeast)).toEqual([]);
    expect(namesOf(await ask(gateway))).toEqual([`${published}`]);
    expect(answers.length).toBeGreaterThan(2_000);
    expect(asked).toBeLessThan(answers.length / 4);
  }, 60_000);
});
