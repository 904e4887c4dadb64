// Our engine and the reference gateway answer the same generated queries over the same subgraphs.
// Where they differ, the GraphQL and Federation specifications decide, in a note.
import { isDeepStrictEqual } from 'node:util';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ExecutionResult, parse } from 'graphql';
import { Engine } from '../src/index.js';
import { graph } from './differential/graph.js';
import { type GeneratedQuery, generateQuery } from './differential/query-generator.js';
import { inProcess, supergraphOf } from './subgraphs.js';

const batches = 10;
const queriesOfBatch = 40;

let unplannable = 0;
let lost = 0;

const supergraphSdl = supergraphOf(graph);
const engine = new Engine(supergraphSdl, inProcess(graph), { checkPlans: true });
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
    if (isUnplannable(ours)) unplannable++;
    else if (referenceLosesValues(generated) && hasLess(shown(theirs).data, shown(ours).data)) lost++;
    else expect({ seed, ...generated, ...shown(ours) }).toEqual({ seed, ...generated, ...shown(theirs) });
  }
});

test('nearly all queries were compared', () => {
  expect(unplannable).toBe(0);
  expect(lost).toBeLessThan(batches * queriesOfBatch * 0.07);
});

function isUnplannable({ errors }: ExecutionResult): boolean {
  return errors?.[0]?.extensions.code === 'OPERATION_UNPLANNABLE';
}

/**
 * Two things for which the reference answers null, without an error, where the specifications want a value:
 * - `__typename` beside a field of an interface object (`stars`, `notes`): the name of the interface, which that
 *   subgraph gives as its own, takes the place of the runtime type that is known, and no shape fits it;
 * - an object or a list of which everything is skipped: GraphQL executes an empty selection set to an empty object.
 */
function referenceLosesValues({ query }: GeneratedQuery): boolean {
  return /stars|notes|@skip|@include/.test(query);
}

/** Whether `part` is `whole` with nulls and gaps in place of values, and nothing else. */
function hasLess(part: unknown, whole: unknown): boolean {
  if (isDeepStrictEqual(part, whole)) return false;
  return isWithin(part, whole);
}

function isWithin(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (typeof part !== 'object' || typeof whole !== 'object' || whole === null) return part === whole;
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return false;
  return Object.entries(part).every(([key, value]) => key in whole && isWithin(value, whole[key as never]));
}

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
