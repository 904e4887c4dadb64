// Our engine and the reference gateway answer the same generated queries over the same subgraphs.
// Where they differ, the GraphQL and Federation specifications decide, in a note.
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExecutionResult, parse } from 'graphql';
import { Engine } from '../src/index.js';
import { graph } from './differential/graph.js';
import { type GeneratedQuery, generateQuery } from './differential/query-generator.js';
import { inProcess, supergraphOf } from './subgraphs.js';

const batches = 10;
const queriesOfBatch = 40;

const supergraphSdl = supergraphOf(graph);
const engine = new Engine(supergraphSdl, inProcess(graph));
const reference = new ApolloGateway({
  supergraphSdl,
  buildService: ({ name }) => new LocalGraphQLDataSource(graph.find((it) => it.name === name)!.schema) as never,
});

beforeAll(async () => {
  reference.onSchemaLoadOrUpdate(() => {});
  await reference.load({ apollo: {} } as never);
});
afterAll(async () => {
  await reference.stop();
  await engine.close();
});

test.each(Array.from({ length: batches }, (_, i) => i))('generated queries, batch %i', async (batch) => {
  for (let i = 0; i < queriesOfBatch; i++) {
    const seed = batch * queriesOfBatch + i;
    const generated = generateQuery(engine.schema, seed);
    const [ours, theirs] = await Promise.all([engine.execute(generated), askReference(generated)]);
    const context = { seed, ...generated };
    expect({ ...context, ...shown(ours) }).toEqual({ ...context, ...shown(theirs) });
  }
});

async function askReference({ query, variables }: GeneratedQuery): Promise<ExecutionResult> {
  const document = parse(query);
  return reference.executor({
    request: { query, variables },
    document,
    operation: document.definitions[0],
    operationName: null,
    queryHash: query,
    source: query,
    context: {},
    schema: reference.schema,
    metrics: {},
    cache: undefined,
    logger: console,
  } as never) as Promise<ExecutionResult>;
}

// The reference puts nulls that should not be in `extensions.valueCompletion`; the GraphQL specification wants an error.
function shown({ data, errors, extensions }: ExecutionResult) {
  const faulty = Boolean(errors?.length) || Boolean(extensions?.valueCompletion);
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, faulty };
}
