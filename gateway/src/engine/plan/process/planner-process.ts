// The planner in a process of its own: it is native code, and a fault in it ends the process that it runs in.
import { parseSupergraph } from '../../../supergraph.js';
import { hivePlanner } from '../hive/hive-planner.js';
import type { Plan } from '../plan.js';
import type { Planner } from '../planner.js';
import { watched } from './planner-watch.js';

export type PlannerRequest =
  | { readonly supergraph: string; readonly maxBytes: number }
  | { readonly query: string; readonly operationName?: string };

/** Both left out: it is ready, or there is nothing to fetch. */
export interface PlannerReply {
  readonly plan?: Plan;
  /** Why there is none. */
  readonly failure?: string;
}

let planner: Planner;
let watching: ReturnType<typeof watched>;

function answer(request: PlannerRequest): Promise<PlannerReply> {
  if ('query' in request)
    return watching(async () => ({ plan: await planner.plan(request.query, request.operationName) }));
  watching = watched(request.maxBytes);
  return watching(() => {
    planner = hivePlanner(parseSupergraph(request.supergraph));
    return {};
  });
}

process.on('message', (request: PlannerRequest) => {
  answer(request).then(
    (reply) => process.send!(reply),
    (error: Error) => process.send!({ failure: error.message }),
  );
});
process.on('disconnect', () => process.exit());
// A terminal and a service manager signal all processes of a gateway at once: it ends with its parent, not before.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
