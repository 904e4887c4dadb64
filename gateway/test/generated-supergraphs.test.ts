// Generated supergraphs, and generated operations over each: our engine answers what the GraphQL specification says.
// Twice that is decided by others: by the reference gateway over the same subgraphs, and by graphql-js, which runs the
// operation over the API as one schema, knowing nothing of subgraphs. Where the two differ, it is graphql-js that is with
// the specification: what Federation adds has no say in which values an operation has, only in where they come from.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { Engine } from '../src/index.js';
import { drawWorld } from './differential/draw-world.js';
import { type GeneratedOperation, generateOperation } from './differential/operation-generator.js';
import { Reference } from './differential/reference.js';
import { type Told, toldBy } from './differential/told.js';
import { answerOfWhole } from './differential/whole.js';
import type { World } from './differential/world.js';
import { inProcess, supergraphOf, type TestSubgraph } from './subgraphs.js';

// `SEEDS=5000` makes a soak of it, from the seed `FROM`; `SEEDS=1 FROM=1234` is one supergraph.
const from = Number(process.env.FROM ?? 0);
const seeds = Number(process.env.SEEDS ?? 40);
const ofBatch = 10;
const operationsOfEach = 12;

const counts = { supergraphs: 0, operations: 0, unplannable: 0, withErrors: 0, referenceDiffers: 0 };

interface Supergraph {
  readonly sdl: string;
  readonly subgraphs: readonly TestSubgraph[];
  readonly world: World;
}

/** What is drawn need not compose: some subgraphs cannot reach each other. */
function drawn(seed: number): Supergraph | undefined {
  const { world, parts } = drawWorld(seed);
  const subgraphs = parts.map((part) => part.subgraph(world));
  try {
    return { world, subgraphs, sdl: supergraphOf(subgraphs) };
  } catch {
    return undefined;
  }
}

describe.each(Array.from({ length: Math.ceil(seeds / ofBatch) }, (_, i) => from + i * ofBatch))(
  'from seed %i',
  (first) => {
    test.each(Array.from({ length: Math.min(ofBatch, from + seeds - first) }, (_, i) => first + i))(
      'supergraph %i',
      async (seed) => {
        const supergraph = drawn(seed);
        if (!supergraph) return;
        counts.supergraphs++;
        const engine = new Engine(supergraph.sdl, inProcess(supergraph.subgraphs), { checkPlans: true });
        const reference = new Reference(supergraph.sdl, supergraph.subgraphs);
        await reference.start();
        try {
          for (let i = 0; i < operationsOfEach; i++) {
            const asked = generateOperation(engine.schema, seed * operationsOfEach + i);
            await compare(asked, { seed, engine, reference, supergraph });
          }
        } finally {
          await reference.stop();
          await engine.close();
        }
      },
      60_000,
    );
  },
);

interface Contest {
  readonly seed: number;
  readonly engine: Engine;
  readonly reference: Reference;
  readonly supergraph: Supergraph;
}

async function compare(asked: GeneratedOperation, { seed, engine, reference, supergraph }: Contest): Promise<void> {
  counts.operations++;
  const ours = await engine.execute(asked);
  if (isUnplannable(ours)) {
    counts.unplannable++;
    const planned = await reference.ask(asked).then(toldBy, () => undefined);
    expect({ seed, ...asked, planned }).toEqual({ seed, ...asked, planned: undefined });
    return;
  }
  const told = toldBy(ours);
  const wanted = toldBy(await answerOfWhole(reference.schema, supergraph.world, asked));
  const reproduce = `SEEDS=1 FROM=${seed} npx -y pnpm@12.20.0 test gateway/test/generated-supergraphs.test.ts`;
  expect({ reproduce, ...asked, ...told }).toEqual({ reproduce, ...asked, ...wanted });
  if (told.errors.length) counts.withErrors++;
  const theirs = await reference.ask(asked).then(toldBy, () => undefined);
  if (isDeepStrictEqual(told, theirs)) return;
  counts.referenceDiffers++;
  const known = knownDifference(asked, told, theirs, supergraph);
  expect({ reproduce, ...asked, ours: told, theirs, known }).toMatchObject({ known: expect.any(String) });
}

/** An operation without a plan is refused. None may be that the reference plans. */
const isUnplannable = ({ errors }: ExecutionResult): boolean =>
  errors?.[0]?.extensions.code === 'OPERATION_UNPLANNABLE';

/** In what the reference is known to differ from the specification, which ours is with wherever this is asked. */
function knownDifference(
  { query }: GeneratedOperation,
  ours: Told,
  theirs: Told | undefined,
  { sdl }: Supergraph,
): string | undefined {
  if (!theirs) return 'it throws where it has no plan';
  if (/percent\(100\)/.test(sdl)) return 'it leaves a field with its old owner, whatever the percentage';
  if (isDeepStrictEqual(ours.data, theirs.data)) return 'it tells an error elsewhere, or puts a null beside the errors';
  if (isWithin(theirs.data, ours.data)) return 'it gives null in place of a value';
  if (/isInterfaceObject: true/.test(sdl) && isWithin(ours.data, theirs.data))
    return 'it keeps an object of an interface whose type nobody could tell since a field of it failed';
  if (hasAliasOfKey(query, sdl)) return 'it takes a field that is called like a key, or what is required, for that';
  // What is required with arguments takes the place of the same field as the client asks for it, and the other way round;
  // what is required of objects in lists is handed over in part.
  return /requires: "[^"]*[({]/.test(sdl) ? 'it hands over another value of what a field requires' : undefined;
}

function hasAliasOfKey(query: string, sdl: string): boolean {
  const sets = [...sdl.matchAll(/(?:key|requires): "([^"]*)"/g)].map(([, set]) => set!);
  const names = new Set(sets.flatMap((set) => set.match(/\w+/g) ?? []));
  return [...query.matchAll(/(\w+): [a-z]/g)].some(([, alias]) => names.has(alias!));
}

/** Whether `part` is `whole` with nulls and gaps in place of values, and nothing else. */
function isWithin(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (typeof part !== 'object' || typeof whole !== 'object' || whole === null) return part === whole;
  if (Array.isArray(part) && part.length !== (whole as unknown[]).length) return false;
  return Object.entries(part).every(([key, value]) => key in whole && isWithin(value, whole[key as never]));
}

const testOfMany = seeds < ofBatch ? test.skip : test;

testOfMany('nearly every supergraph composed, nearly every operation had a plan, and some had errors to tell', () => {
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(counts.supergraphs).toBeGreaterThanOrEqual(seeds * 0.8);
  expect(counts.unplannable).toBeLessThanOrEqual(counts.operations * 0.02);
  expect(counts.referenceDiffers).toBeLessThanOrEqual(counts.operations * 0.1);
});
