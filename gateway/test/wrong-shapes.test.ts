// A subgraph answers what it should not: one thing in one of its answers is of another shape. Whatever it is, the engine
// answers in the shape of its own schema, loses nothing that other fetches brought, and says whose fault it was.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  parse,
  print,
  printSchema,
} from 'graphql';
import { type Connect, Engine } from '../src/index.js';
import { JsonStream } from '../src/subgraph/json-stream.js';
import { badResponse, readSubgraphResponse } from '../src/subgraph/subgraph-response.js';
import { drawWorld } from './differential/draw-world.js';
import { graph } from './differential/graph.js';
import { mutate } from './differential/mutator.js';
import { generateOperation } from './differential/operation-generator.js';
import { Random } from './differential/random.js';
import { isOfShape, isPathOf, named, nullsOf } from './differential/shape.js';
import { inProcess, supergraphOf, type TestSubgraph } from './subgraphs.js';

// `SEEDS=5000` makes a soak of it, from the seed `FROM`; `SEEDS=1 FROM=1234` is one supergraph.
const from = Number(process.env.FROM ?? 0);
const seeds = Number(process.env.SEEDS ?? 20);
const operationsOfEach = 8;
const mutationsOfEach = 8;
const counts = { supergraphs: 0, answers: 0, malformed: 0, lost: 0 };

type Sent = { subgraph: string; query: string; variables: string; text: string };
type Change = (call: Sent) => string;
const unchanged: Change = ({ text }) => text;

/** Subgraphs whose answers pass as text through the parser of answers over HTTP, changed on the way. */
function changedBy(change: () => Change, subgraphs: readonly TestSubgraph[]): Connect {
  const connect = inProcess(subgraphs);
  return (name, url) => ({
    name,
    close: async () => {},
    async send(request) {
      const text = JSON.stringify(await connect(name, url).send(request));
      const { query, variablesText: variables } = request;
      return readText(name, change()({ subgraph: name, query, variables, text }));
    },
  });
}

/** Reads a response as the HTTP transport does. */
function readText(name: string, text: string) {
  const origin = { name, status: 200, isOwn: true };
  const json = new JsonStream({ maxDepth: 1_000, maxObjects: 100_000, maxValues: 100_000 });
  try {
    json.write(Buffer.from(text));
    return readSubgraphResponse(json.end(), origin);
  } catch (cause) {
    throw cause instanceof SyntaxError ? badResponse(origin, 'a body that is not JSON', cause) : cause;
  }
}

/** Every second one is drawn, which need not compose. */
function subgraphsOf(seed: number): readonly TestSubgraph[] {
  if (seed % 2 === 0) return graph;
  const { world, parts } = drawWorld(seed);
  return parts.map((part) => part.subgraph(world));
}

function supergraph(subgraphs: readonly TestSubgraph[]): string | undefined {
  try {
    return supergraphOf(subgraphs);
  } catch {
    return undefined;
  }
}

describe('wrong shapes', () => {
  test.each(Array.from({ length: seeds }, (_, i) => from + i))(
    'of seed %i',
    async (seed) => {
      const subgraphs = subgraphsOf(seed);
      const sdl = supergraph(subgraphs);
      if (!sdl) return;
      counts.supergraphs++;
      let change = unchanged;
      const engine = new Engine(
        sdl,
        changedBy(() => change, subgraphs),
      );
      for (let i = 0; i < operationsOfEach; i++) {
        const { query, variables } = generateOperation(engine.schema, seed * operationsOfEach + i);
        const document = named(parse(query));
        const ask = (by: Change) => {
          change = by;
          return answered(engine.execute({ query: print(document), variables }));
        };
        await contest({ seed, document, variables, schema: engine.schema, subgraphs, ask }, new Random(seed * 97 + i));
      }
      await engine.close();
    },
    60_000,
  );

  test('change nothing on Object.prototype', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    if (seeds >= 10) expect(counts.lost).toBeGreaterThan(seeds);
  });
});

interface Contest {
  readonly seed: number;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly schema: GraphQLSchema;
  readonly subgraphs: readonly TestSubgraph[];
  readonly ask: (change: Change) => Promise<ExecutionResult>;
}

async function contest(it: Contest, random: Random): Promise<void> {
  const calls: Sent[] = [];
  const right = await it.ask((call) => {
    calls.push(call);
    return call.text;
  });
  if (!calls.length) return;
  for (let i = 0; i < mutationsOfEach; i++) {
    const call = random.pick(calls);
    const { done, text } = mutate(call.text, random);
    const instead = (other: string) => it.ask((sent) => (isSame(sent, call) ? other : sent.text));
    const [wrong, without] = [await instead(text), await instead('{"errors":[{"message":"down"}]}')];
    check(it, call, { done, text, right, wrong, without });
  }
}

const isSame = (a: Sent, b: Sent): boolean =>
  a.subgraph === b.subgraph && a.query === b.query && a.variables === b.variables;

interface ResponseCache {
  readonly done: string;
  readonly text: string;
  readonly right: ExecutionResult;
  readonly wrong: ExecutionResult;
  /** Where the call had failed as a whole. */
  readonly without: ExecutionResult;
}

function check(it: Contest, call: Sent, { done, text, right, wrong, without }: ResponseCache): void {
  const lost = nullsOf(wrong.data, right.data);
  const { data } = JSON.parse(text) as { data?: unknown };
  // Nobody but the subgraph knows whether a nullable value is null, or of which of several types an object is; and a
  // String that comes as a number or a boolean is taken as text.
  const isItsOwn = / is (null|7\.5|true|9007199254740992)$|__typename is (Permit|Body|Person)$/.test(done);
  const isMalformed =
    !isItsOwn && !isOfShape(sdlOf(it.subgraphs, call.subgraph), parse(call.query), JSON.parse(call.variables), data);
  counts.answers++;
  if (isMalformed) counts.malformed++;
  if (isMalformed) counts.lost += lost.length;
  const found = {
    ofShape: isOfShape(it.schema, it.document, it.variables, wrong.data),
    // Nor whether a key that is of its type is right.
    othersLost: isMalformed || !done.endsWith(' is "junk"') ? nullsOf(wrong.data, without.data).map(textOf) : [],
    strayPaths: (wrong.errors ?? []).flatMap(({ path = [] }) => (isPathOf(path, it.document) ? [] : [textOf(path)])),
    untold: isMalformed ? lost.filter((path) => !isTold(path, call.subgraph, wrong)).map(textOf) : [],
  };
  if (isDeepStrictEqual(found, { ofShape: true, othersLost: [], strayPaths: [], untold: [] })) return;
  const reproduce = `SEEDS=1 FROM=${it.seed} npx -y pnpm@12.20.0 test gateway/test/wrong-shapes.test.ts`;
  const seen = { ...found, query: print(it.document), call, done, wrong, right };
  throw new Error(`${reproduce}\n${JSON.stringify(seen, undefined, 1).slice(0, 20_000)}`);
}

const textOf = (path: readonly (string | number)[]): string => path.join('.');

/** Whether an error that names the subgraph stands at the path, above it where nulls bubbled, or below where they began. */
function isTold(path: readonly string[], subgraph: string, { errors = [], extensions }: ExecutionResult): boolean {
  const named = errors.filter((it) => it.extensions.serviceName === subgraph || it.message.includes(`"${subgraph}"`));
  const completions = (extensions?.valueCompletion ?? []) as { path: (string | number)[] }[];
  return [...named, ...completions].some(
    ({ path: at }) => at?.length && at.every((step, i) => i >= path.length || String(step) === path[i]),
  );
}

/** Fails where there is no answer in time. */
async function answered(result: Promise<ExecutionResult>): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The engine hangs.')), 10_000);
  });
  const answer = await Promise.race([result, late]).finally(() => clearTimeout(timer));
  return JSON.parse(JSON.stringify(answer)) as ExecutionResult;
}

const schemas = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The subgraph's schema without its resolvers. */
function sdlOf(subgraphs: readonly TestSubgraph[], name: string): GraphQLSchema {
  const { schema } = subgraphs.find((it) => it.name === name)!;
  const bare = schemas.get(schema) ?? buildASTSchema(parse(printSchema(schema)));
  schemas.set(schema, bare);
  return bare;
}
