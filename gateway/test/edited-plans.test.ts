// Plans that were edited blindly: what the checker accepts gives the response of the plan as it was.
import { expect, test } from '@jest/globals';
import { print } from 'graphql';
import { planChecker } from '../src/engine/check/plan-checker.js';
import type { Plan } from '../src/engine/plan/plan.js';
import { Engine } from '../src/index.js';
import { editBlindly } from './check/blind-edits.js';
import { type PlannedSupergraph, planGenerated } from './check/planned-operation.js';
import { Random } from './differential/random.js';
import { type Told, toldBy } from './differential/told.js';
import { inProcess } from './subgraphs.js';

// `SEEDS=1000` makes a soak of it, from the seed `FROM`.
const from = Number(process.env.FROM ?? 0);
const seeds = Number(process.env.SEEDS ?? 30);
const operationsOfEach = 10;
const editsOfEach = 12;

const counts = { edited: 0, accepted: 0 };

test.each(Array.from({ length: seeds }, (_, i) => from + i))('edited plans of supergraph %i', async (seed) => {
  const supergraph = await planGenerated(seed, operationsOfEach);
  if (!supergraph) return;
  for (const request of supergraph.requests) await editAll(supergraph, request, seed);
});

async function editAll(
  supergraph: PlannedSupergraph,
  { request, planned }: PlannedSupergraph['requests'][number],
  seed: number,
): Promise<void> {
  const right = new Map(planned.map(({ query, plan }) => [query, plan]));
  let wanted: Told | undefined;
  for (const it of planned) {
    const check = planChecker(it.supergraph);
    if (check(it.query, it.plan) !== undefined) continue;
    for (let i = 0; i < editsOfEach; i++) {
      const plan = editBlindly(it, new Random(seed * 1_000 + i));
      if (JSON.stringify(plan) === JSON.stringify(it.plan)) continue;
      counts.edited++;
      if (check(it.query, plan) !== undefined) continue;
      counts.accepted++;
      wanted ??= await responseOf(supergraph, request, right);
      const told = await responseOf(supergraph, request, new Map([...right, [it.query, plan]]));
      expect({ seed, i, query: it.query, old: it.plan, plan, ...told }).toEqual({
        seed,
        i,
        query: it.query,
        old: it.plan,
        plan,
        ...wanted,
      });
    }
  }
}

async function responseOf(
  { sdl, subgraphs }: PlannedSupergraph,
  request: Parameters<Engine['execute']>[0],
  plans: ReadonlyMap<string, Plan | undefined>,
): Promise<Told> {
  const engine = new Engine(sdl, inProcess(subgraphs), {
    makePlanner: () => ({ plan: (document) => plans.get(print(document)) }),
  });
  try {
    return toldBy(await engine.execute(request));
  } finally {
    await engine.close();
  }
}

test('most edits are refused, and some are accepted', () => {
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(counts.accepted).toBeGreaterThan(0);
  expect(counts.accepted).toBeLessThan(counts.edited / 2);
});
