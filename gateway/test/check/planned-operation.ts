import { type DocumentNode, print } from 'graphql';
import { federationPlanner } from '../../src/engine/plan/federation-planner.js';
import type { Plan } from '../../src/engine/plan/plan.js';
import type { Planner } from '../../src/engine/plan/planner.js';
import { Engine } from '../../src/index.js';
import { parseSupergraph, type Supergraph } from '../../src/supergraph.js';
import { caseNames, loadCase } from '../conformance-case.js';
import { drawWorld } from '../differential/draw-world.js';
import { type GeneratedOperation, generateOperation } from '../differential/operation-generator.js';
import { inProcess, supergraphOf, type TestSubgraph } from '../subgraphs.js';

/** An operation as it is given to a planner, with the plan that a planner built of it. */
export interface PlannedOperation {
  /** Where it is from. */
  readonly label: string;
  readonly supergraph: Supergraph;
  readonly subgraphs: readonly TestSubgraph[];
  readonly query: string;
  readonly operationName?: string;
  readonly plan: Plan;
}

export interface PlannedSupergraph {
  readonly label: string;
  readonly sdl: string;
  readonly subgraphs: readonly TestSubgraph[];
  readonly requests: readonly { readonly request: GeneratedOperation; readonly planned: readonly PlannedOperation[] }[];
}

/** The planner whose plans are checked. */
export const planner = (supergraph: Supergraph): Planner => federationPlanner(supergraph);

/** Plans requests over a supergraph; those that have no plan are left out. */
export async function planAll(
  label: string,
  subgraphs: readonly TestSubgraph[],
  requestsOf: (engine: Engine) => readonly GeneratedOperation[],
): Promise<PlannedSupergraph> {
  const sdl = supergraphOf(subgraphs);
  const supergraph = parseSupergraph(sdl);
  let planned: PlannedOperation[] = [];
  const makePlanner = (): Planner => {
    const inner = planner(supergraph);
    const plan = (document: DocumentNode) => {
      const made = inner.plan(document);
      const query = print(document);
      if (made) planned.push({ label: `${label}: ${query}`, supergraph, subgraphs, query, plan: made });
      return made;
    };
    return { plan };
  };
  const engine = new Engine(sdl, inProcess(subgraphs), { makePlanner });
  const requests: PlannedSupergraph['requests'][number][] = [];
  for (const request of requestsOf(engine)) {
    planned = [];
    try {
      await engine.operation(request).prepare(request.variables);
      requests.push({ request, planned });
    } catch {
      // Without a plan there is nothing to check.
    }
  }
  await engine.close();
  return { label, sdl, subgraphs, requests };
}

export function planCases(): Promise<PlannedSupergraph[]> {
  return Promise.all(
    caseNames.map(async (name) => {
      const { subgraphs, queries } = await loadCase(name);
      return planAll(name, subgraphs, () => queries.map(({ query, variables = {} }) => ({ query, variables })));
    }),
  );
}

/** Undefined where the subgraphs that were drawn do not compose. */
export async function planGenerated(seed: number, operations: number): Promise<PlannedSupergraph | undefined> {
  const { world, parts } = drawWorld(seed);
  const subgraphs = parts.map((part) => part.subgraph(world));
  try {
    supergraphOf(subgraphs);
  } catch {
    return undefined;
  }
  return planAll(`seed ${seed}`, subgraphs, ({ schema }) =>
    Array.from({ length: operations }, (_, i) => generateOperation(schema, seed * operations + i)),
  );
}
