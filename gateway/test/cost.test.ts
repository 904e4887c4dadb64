import { compose } from '@cabildo/schema';
import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, Kind, parse } from 'graphql';
import { apiDocument } from '../src/engine/supergraph/api-schema.js';
import { CostModel } from '../src/guard/cost.js';
import { costDirectives } from '../src/guard/list-sizes.js';
import { fragmentsOf } from '../src/guard/shape.js';
import { Engine, startGateway } from '../src/index.js';
import { inProcess } from './subgraphs.js';

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;
const body = (cost: string, listSize: string) => `
  type Query {
    towns: [Town!]
    hundred: [Town!] ${listSize}(assumedSize: 100)
    sliced(limit: Int, top: Int = 4): [Town!] ${listSize}(assumedSize: 7, slicingArguments: ["limit", "top"], requireOneSlicingArgument: false)
    paged(first: Int): Page ${listSize}(slicingArguments: ["first"], sizedFields: ["items"])
    connection(first: Int! = 20): Connection
    search(text: String ${cost}(weight: 50)): Town
  }
  type Mutation { add: Town }
  type Page { items: [Town!] others: [Town!] }
  type Connection { nodes: [Town!] totalCount: Int }
  type Town { code: ID! map: Map heavy: Int ${cost}(weight: 9) near: [Town!] }
  type Map ${cost}(weight: 30) { url: String }
`;

const compositions: [string, string][] = [
  ['imported', link('"@cost", "@listSize"') + body('@cost', '@listSize')],
  [
    'renamed',
    link('{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@lengths" }') + body('@price', '@lengths'),
  ],
  ['by their namespace', link('') + body('@federation__cost', '@federation__listSize')],
];

describe.each(compositions)('@cost and @listSize of a partner, %s', (_title, sdl) => {
  const { supergraphSdl } = compose([{ name: 'partner', url: 'http://partner.test/', sdl }]);
  const document = parse(supergraphSdl);
  const model = new CostModel(buildASTSchema(apiDocument(document)), costDirectives(document), 10, 0);
  const cost = (query: string, variables = {}) => {
    const asked = parse(query);
    const operation = asked.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
    return model.of(operation, fragmentsOf(asked), variables);
  };

  test.each<[string, number, object?]>([
    ['{ towns { code } }', 10],
    ['{ towns { near { code } } }', 110],
    ['{ hundred { code } }', 100],
    ['{ hundred { heavy } }', 1_000],
    ['{ hundred { map { url } } }', 3_100],
    ['{ sliced { code } }', 4],
    ['{ sliced(limit: 9, top: 2) { code } }', 9],
    ['query ($n: Int) { sliced(limit: $n, top: null) { code } }', 12, { n: 12 }],
    ['{ paged(first: 3) { items { code } others { code } } }', 1 + 3 + 10],
    ['{ connection { nodes { code } totalCount } }', 1 + 20],
    ['{ connection(first: 2) { nodes { ...T } } } fragment T on Town { near { code } }', 1 + 2 * 11],
    ['{ search { code } }', 1],
    ['{ search(text: "x") { code } }', 51],
    ['mutation { add { code } }', 11],
    ['{ connection(first: -5) { nodes { code } } }', 1],
    ['{ unknown { code } }', 0],
  ])('%s', (query, expected, variables = {}) => {
    expect(cost(query, variables)).toBe(expected);
  });

  test('are what an operation over HTTP is refused by', async () => {
    const schema = buildASTSchema(apiDocument(document));
    const gateway = await startGateway({
      supergraph: { sdl: supergraphSdl },
      connect: inProcess([{ name: 'partner', url: '', sdl, schema }]),
      port: 0,
      host: '127.0.0.1',
      limits: { cost: 109, listSize: 5 },
    });
    const codeOf = async (query: string) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
      return errors?.[0]?.extensions.code;
    };
    expect(await codeOf('{ hundred { code } }')).toBe('OPERATION_TOO_COSTLY');
    expect(await codeOf('{ sliced(limit: 100) { code } }')).toBe('OPERATION_TOO_COSTLY');
    expect(await codeOf('{ sliced(limit: 99) { code } }')).toBeUndefined();
    expect(
      await codeOf('{ a: search(text: "x") { code } b: search(text: "x") { code } c: search(text: "x") { code } }'),
    ).toBe('OPERATION_TOO_COSTLY');
    expect(await codeOf('{ towns { near { near { code } } } }')).toBe('OPERATION_TOO_COSTLY');
    expect(await codeOf('{ towns { near { code } } }')).toBeUndefined();
    await gateway.stop();
  });

  test('ten leaves cost as much as one object', () => {
    const withLeaves = new CostModel(buildASTSchema(apiDocument(document)), costDirectives(document), 10);
    const operationCost = (query: string) => {
      const parsed = parse(query);
      const operation = parsed.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
      return withLeaves.of(operation, fragmentsOf(parsed), {});
    };
    expect(operationCost('{ towns { code } }')).toBeCloseTo(11);
    expect(operationCost('{ towns { code a: code b: code } }')).toBeCloseTo(13);
  });

  test('hinder no plan', async () => {
    const schema = buildASTSchema(apiDocument(document));
    const engine = new Engine(supergraphSdl, inProcess([{ name: 'partner', url: '', sdl, schema }]));
    expect(await engine.execute({ query: '{ connection(first: 2) { totalCount } }' })).toMatchObject({
      data: { connection: null },
    });
    await engine.close();
  });
});
