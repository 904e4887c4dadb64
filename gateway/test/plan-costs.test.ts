// Generated operations over generated supergraphs: a plan has no more stages than that of the reference planner, and all
// plans together have fewer fetches.
import { expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { planChecker } from '../src/engine/check/plan-checker.js';
import { FederationPlanner } from '../src/engine/plan/federation-planner.js';
import type { Plan } from '../src/engine/plan/plan.js';
import { drawWorld } from './differential/draw-world.js';
import { planCost } from './differential/plan-cost.js';
import { plannableOperations } from './differential/plannable-operations.js';
import { ReferencePlanner } from './differential/reference-planner.js';
import { supergraphOf } from './subgraphs.js';

// `PLANS=20000` compares more operations, from the seed `FROM`.
const operations = Number(process.env.PLANS ?? 300);
const from = Number(process.env.FROM ?? 0);
const ofEach = 12;

const totals = { operations: 0, withoutReference: 0, ourFetches: 0, theirFetches: 0, theirPlanIsWrong: 0, serial: 0 };

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
  const failures: unknown[] = [];
  for (const { seed, sdl } of supergraphs()) {
    if (totals.operations >= operations) break;
    const supergraph = { document: parse(sdl, { noLocation: true }) };
    const ours = new FederationPlanner(supergraph);
    const theirs = new ReferencePlanner(sdl);
    const check = planChecker(supergraph);
    for (const document of plannableOperations(sdl, seed, ofEach)) {
      const reference = planOfReference(theirs, document);
      if (!reference) continue;
      totals.operations++;
      const plan = ours.plan(document);
      const violation = check(document, plan);
      if (violation !== undefined) failures.push({ seed, violation });
      const [own, their] = [planCost(plan), planCost(reference)];
      totals.ourFetches += own.fetches;
      totals.theirFetches += their.fetches;
      if (own.stages <= their.stages) continue;
      if (isSerial(document)) totals.serial++;
      else if (check(document, reference) !== undefined) totals.theirPlanIsWrong++;
      else failures.push({ seed, own, their, document: document.loc?.source.body });
    }
  }
  process.stdout.write(`${JSON.stringify(totals)}\n`);
  expect(failures).toEqual([]);
  expect(totals.ourFetches).toBeLessThan(totals.theirFetches);
}, 3_600_000);

/**
 * The root fields of a mutation run in series, each whole before the next. The reference planner sends several to a
 * subgraph at once and fetches what is below them afterwards, which has fewer stages and another result.
 */
const isSerial = ({ definitions }: DocumentNode): boolean =>
  definitions.some((it) => 'operation' in it && it.operation === 'mutation');

function planOfReference(planner: ReferencePlanner, document: DocumentNode): Plan | undefined {
  try {
    return planner.plan(document);
  } catch {
    totals.withoutReference++;
    return undefined;
  }
}
