// Generated operations over generated supergraphs: a plan has no more stages than that of the reference planner, and all
// plans together have fewer fetches.
import { expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { planChecker } from '../src/engine/check/plan-checker.js';
import { applyConditions } from '../src/engine/document/conditions.js';
import { FederationPlanner } from '../src/engine/plan/federation-planner.js';
import type { Plan } from '../src/engine/plan/plan.js';
import { apiSchemaOf } from './differential/api-schema.js';
import { drawWorld } from './differential/draw-world.js';
import { generateOperation } from './differential/operation-generator.js';
import { planCost } from './differential/plan-cost.js';
import { ReferencePlanner } from './differential/reference-planner.js';
import { supergraphOf } from './subgraphs.js';

// `PLANS=20000` compares more operations, from the seed `FROM`.
const operations = Number(process.env.PLANS ?? 400);
const from = Number(process.env.FROM ?? 0);
const ofEach = 12;

const totals = {
  operations: 0,
  unplannable: 0,
  ours: 0,
  theirs: 0,
  wrong: 0,
  ms: [] as number[],
  theirMs: [] as number[],
};

function* supergraphs(): Generator<{ readonly seed: number; readonly sdl: string }> {
  for (let seed = from; ; seed++) {
    const { world, parts } = drawWorld(seed);
    try {
      yield { seed, sdl: supergraphOf(parts.map((part) => part.subgraph(world))) };
    } catch {
      // What is drawn need not compose.
    }
  }
}

test('no plan has more stages than the reference planner’s, and all together have fewer fetches', () => {
  const slower: unknown[] = [];
  for (const { seed, sdl } of supergraphs()) {
    if (totals.operations >= operations) break;
    const ours = new FederationPlanner({ document: parse(sdl, { noLocation: true }) });
    const theirs = new ReferencePlanner(sdl);
    const check = planChecker({ document: parse(sdl, { noLocation: true }) });
    const schema = apiSchemaOf(sdl);
    for (let i = 0; i < ofEach; i++) {
      const { query, variables } = generateOperation(schema, seed * ofEach + i);
      const document = applyConditions(parse(query, { noLocation: true }), variables);
      const reference = planOfReference(theirs, document);
      if (!reference) continue;
      totals.operations++;
      const began = performance.now();
      const plan = ours.plan(document);
      totals.ms.push(performance.now() - began);
      const own = planCost(plan);
      const their = planCost(reference);
      totals.ours += own.fetches;
      totals.theirs += their.fetches;
      const wrong = check(document, plan);
      if (wrong) slower.push({ seed, i, query, wrong });
      if (own.stages > their.stages && !check(document, reference)) slower.push({ seed, i, query, own, their });
      else if (own.stages > their.stages) totals.wrong++;
    }
  }
  const { ms, theirMs, ...shown } = totals;
  ms.sort((a, b) => a - b);
  theirMs.sort((a, b) => a - b);
  const at = (all: number[], part: number) => all[Math.floor((all.length - 1) * part)]?.toFixed(2);
  process.stdout.write(
    `${JSON.stringify({ ...shown, ours_ms: [0.5, 0.99, 1].map((p) => at(ms, p)), theirs_ms: [0.5, 0.99, 1].map((p) => at(theirMs, p)), slower: slower.length })}\n`,
  );
  expect(slower).toEqual([]);
  expect(totals.ours).toBeLessThan(totals.theirs);
}, 600_000);

function planOfReference(planner: ReferencePlanner, document: DocumentNode): Plan | undefined {
  const began = performance.now();
  try {
    return planner.plan(document);
  } catch {
    totals.unplannable++;
    return undefined;
  } finally {
    totals.theirMs.push(performance.now() - began);
  }
}
