// Our engine and the reference gateway return the same for generated queries over the hub's own subgraphs and real data.
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { ConnectedSubgraph } from '@cabildo/kit';
import { type ExecutionResult, parse } from 'graphql';
import { generateQuery } from '../gateway/test/differential/query-generator.js';
import { literalsOf } from './query-literals.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

const BATCHES = 10;
const QUERIES_OF_BATCH = 40;

let hub: WholeHub;
let reference: ApolloGateway;
let errors = 0;

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  reference = new ApolloGateway({
    supergraphSdl: hub.engine.supergraphSdl,
    buildService: ({ name }) => directSource(hub.subgraphs.find((each) => each.name === name)!),
  });
  reference.onSchemaLoadOrUpdate(() => {});
  await reference.load({ apollo: {} } as never);
}, 60_000);
afterAll(async () => {
  await reference.stop();
  await hub.close();
});

/** A subgraph as the reference gateway calls it, with the same call as our gateway. */
function directSource(subgraph: ConnectedSubgraph): GraphQLDataSource {
  return {
    process: async ({ request: { query, variables, operationName } }) =>
      (await subgraph.execute({ query: query!, variables, operationName })) as never,
  };
}

async function askReference(query: string, variables: Record<string, unknown>): Promise<ExecutionResult> {
  const document = parse(query);
  const request = { request: { query, variables }, document, operation: document.definitions[0], operationName: null };
  const rest = { queryHash: query, source: query, context: {}, schema: reference.schema, metrics: {}, logger: console };
  return reference.executor({ ...request, ...rest } as never) as Promise<ExecutionResult>;
}

// The reference puts some nulls that should not be in `extensions.valueCompletion`; GraphQL wants an error. It returns
// null for an object if conditions exclude all its fields; GraphQL wants an empty object.
function shown({ data, errors, extensions }: ExecutionResult) {
  const faulty = Boolean(errors?.length) || Boolean(extensions?.valueCompletion);
  const withoutEmpty = (_key: string, value: unknown) => (isEmpty(value) ? null : value);
  return { data: JSON.parse(JSON.stringify(data ?? null), withoutEmpty) as unknown, faulty };
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

it.each(Array.from({ length: BATCHES }, (_, batch) => batch))(
  'generated queries, batch %i',
  async (batch) => {
    for (let index = 0; index < QUERIES_OF_BATCH; index++) {
      const seed = 10_000 + batch * QUERIES_OF_BATCH + index;
      const { query, variables } = generateQuery(hub.engine.schema, seed, literalsOf);
      const [ours, theirs] = [await hub.engine.execute({ query, variables }), await askReference(query, variables)];
      if (ours.errors) errors++;
      expect({ seed, query, variables, ...shown(ours) }).toEqual({ seed, query, variables, ...shown(theirs) });
    }
  },
  120_000,
);

it('most of them have a response without an error', () => {
  expect(errors).toBeLessThan(BATCHES * QUERIES_OF_BATCH * 0.3);
});
