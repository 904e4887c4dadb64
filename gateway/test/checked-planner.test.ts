import { afterEach, expect, test } from '@jest/globals';
import { federationPlanner } from '../src/engine/plan/federation-planner.js';
import type { Plan } from '../src/engine/plan/plan.js';
import type { Planner } from '../src/engine/plan/planner.js';
import { Engine, startGateway } from '../src/index.js';
import type { Supergraph } from '../src/supergraph.js';
import { graph } from './differential/graph.js';
import { type Call, inProcess, supergraphOf } from './subgraphs.js';

const sdl = supergraphOf(graph);
const calls: Call[] = [];
const close: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  calls.length = 0;
  await Promise.all(close.splice(0).map((it) => it()));
});

/** A planner that forgets every fetch but the first. */
function forgetful(supergraph: Supergraph): Planner {
  const planner = federationPlanner(supergraph);
  const first = (plan: Plan | undefined): Plan | undefined => (plan && 'nodes' in plan ? first(plan.nodes[0]) : plan);
  return { plan: (document) => first(planner.plan(document)) };
}

function engineWith(checkPlans: boolean, makePlanner?: (supergraph: Supergraph) => Planner): Engine {
  const engine = new Engine(sdl, inProcess(graph, calls), { checkPlans, makePlanner });
  close.push(() => engine.close());
  return engine;
}

const query = '{ places { title density } }';

test('a wrong plan is an error that names the violation, and is not run', async () => {
  const { data, errors } = await engineWith(true, forgetful).execute({ query });
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    {
      message: 'The plan of this operation is wrong and was not run. No fetch has places.density (Place.density).',
      extensions: { code: 'PLAN_INVALID', http: { status: 500 } },
    },
  ]);
  expect(calls).toEqual([]);
});

test('a wrong plan is run where plans are not checked', async () => {
  await engineWith(false, forgetful).execute({ query });
  expect(calls).toHaveLength(1);
});

test('a right plan is run', async () => {
  const { data, errors } = await engineWith(true).execute({ query });
  expect(errors).toBeUndefined();
  expect(data?.places).toHaveLength(2);
});

test('a gateway that checks plans answers over HTTP', async () => {
  const gateway = await startGateway({ supergraph: { sdl }, connect: inProcess(graph), port: 0, checkPlans: true });
  close.push(() => gateway.stop());
  const response = await fetch(`${gateway.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ data: { places: [{ title: 'Place 1' }, { title: 'Place 2' }] } });
});
