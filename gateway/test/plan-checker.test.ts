// The checker accepts right plans and rejects plans that were broken on purpose.
import { describe, expect, test } from '@jest/globals';
import { planChecker } from '../src/engine/check/plan-checker.js';
import { fetchesOf, replaced } from './check/plan-edits.js';
import { type PlannedOperation, planCases, planGenerated } from './check/planned-operation.js';
import { withUndoneAlias } from './check/undone-alias.js';
import type { Way } from './check/way.js';
import { waysOfContexts } from './check/ways-of-contexts.js';
import { waysOfEntities } from './check/ways-of-entities.js';
import { waysOfFetches } from './check/ways-of-fetches.js';
import { waysOfOperations } from './check/ways-of-operations.js';
import { waysOfOrder } from './check/ways-of-order.js';
import { waysOfSlots } from './check/ways-of-slots.js';
import { waysOfSupergraphs } from './check/ways-of-supergraphs.js';
import { Random } from './differential/random.js';

const seeds = Number(process.env.SEEDS ?? 40);
const operationsOfEach = 12;
const ways = [
  ...waysOfFetches,
  ...waysOfEntities,
  ...waysOfContexts,
  ...waysOfSlots,
  ...waysOfOrder,
  ...waysOfSupergraphs,
  ...waysOfOperations,
];

const cases = await planCases();
const generated: PlannedOperation[] = [];
for (let seed = 0; seed < seeds; seed++) {
  const planned = await planGenerated(seed, operationsOfEach);
  for (const request of planned?.requests ?? []) generated.push(...request.planned);
}
const planned = [...cases.flatMap(({ requests }) => requests.flatMap((it) => it.planned)), ...generated];
const checkers = new Map([...new Set(planned.map(({ supergraph }) => supergraph))].map((it) => [it, planChecker(it)]));

describe('a plan that is right', () => {
  test.each(cases)('of the case $label is accepted', ({ requests }) => {
    for (const { planned } of requests)
      for (const { supergraph, query, operationName, plan } of planned)
        expect({ query, violation: checkers.get(supergraph)!(query, plan, { operationName }) }).toEqual({ query });
  });

  test('of a generated supergraph is accepted', () => {
    for (const { label, supergraph, query, operationName, plan } of generated) {
      const violation = checkers.get(supergraph)!(query, plan, { operationName });
      expect({ label, violation }).toEqual({ label });
    }
  });
});

test('an alias of the planner that a rewrite undoes is accepted', () => {
  let accepted = 0;
  for (const [i, it] of planned.entries()) {
    const fetches = fetchesOf(it.plan);
    const fetch = fetches[i % fetches.length]!;
    const by = withUndoneAlias(fetch, it, new Random(i));
    if (!by) continue;
    const plan = replaced(it.plan, fetch, by);
    const violation = checkers.get(it.supergraph)!(it.query, plan, { operationName: it.operationName });
    expect({ label: it.label, by, violation }).toEqual({ label: it.label, by });
    accepted++;
  }
  expect(accepted).toBeGreaterThan(50);
});

/** So many plans are broken in each way, or as many as can be. */
const mostBroken = 60;

test.each(ways)('$title: such a plan is not right', (way) => {
  const missed: unknown[] = [];
  let broken = 0;
  for (const [i, it] of planned.entries()) {
    if (broken === mostBroken) break;
    const found = violationOf(way, it, new Random(i));
    if (!found) continue;
    broken++;
    if (!way.because.test(found.violation ?? '')) missed.push({ label: it.label, plan: it.plan, ...found });
  }
  expect(missed.slice(0, 1)).toEqual([]);
  expect(broken).toBeGreaterThanOrEqual(2);
});

function violationOf(way: Way, it: PlannedOperation, random: Random) {
  const broken = way.break(it, random);
  if (!broken) return undefined;
  const { query = it.query, supergraph, plan, labels } = broken;
  const check = supergraph ? planChecker(supergraph) : checkers.get(it.supergraph)!;
  return { broken: { query, plan }, violation: check(query, plan, { operationName: it.operationName, labels }) };
}
