import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import { clientError } from '../../../errors.js';
import type { Supergraph } from '../../../supergraph.js';
import type { Plan } from '../plan.js';
import type { Planner, PlannerState } from '../planner.js';
import { PlanQueue, type WantedPlan } from './plan-queue.js';
import { PlannerChild, type PlannerChildOptions, PlannerEnded } from './planner-child.js';
import { Quarantine } from './quarantine.js';

export interface PlanningOptions extends Partial<PlannerChildOptions> {
  /** Milliseconds that a plan may take, and may wait for its turn, 2,000 by default. */
  readonly timeout?: number;
  /** Plans that may wait for their turn, 128 by default. */
  readonly maxWaiting?: number;
}

type Harm = 'PLANNER_LOST' | 'PLANNING_TIMEOUT';

const LOADING_MS = 60_000;
/** Milliseconds before a process is started again that ended as it started; each time they double. */
const SHORTEST_REST_MS = 100;
const LONGEST_REST_MS = 10_000;
const MEBIBYTE = 1024 * 1024;
const OVERDUE = 'it planned one operation for too long';

const messages: Record<Harm, string> = {
  PLANNER_LOST: 'The planner ended while it planned the operation. Ask for the same in several smaller operations.',
  PLANNING_TIMEOUT: 'The operation takes too long to plan. Ask for the same in several smaller operations.',
};

/** A planner that nothing of what a client sends can take the gateway down with: it lives in a process of its own. */
export class IsolatedPlanner implements Planner {
  readonly ready: Promise<void>;
  readonly #start: () => PlannerChild;
  readonly #timeout: number;
  readonly #queue: PlanQueue;
  readonly #quarantine = new Quarantine<Harm>();
  readonly #lost: (how: string) => void;
  #child: PlannerChild;
  #working = false;
  #restarts = 0;
  #closed = false;

  /** @param lost is told how the process ended, or did not start, whenever it is to be started again */
  constructor({ sdl }: Supergraph, options: PlanningOptions = {}, lost: (how: string) => void = () => {}) {
    const { timeout = 2_000, maxWaiting = 128, maxBytes = 512 * MEBIBYTE, entry } = options;
    this.#start = () => new PlannerChild(sdl, { maxBytes, entry });
    this.#timeout = timeout;
    this.#queue = new PlanQueue(maxWaiting, timeout);
    this.#lost = lost;
    this.#child = this.#start();
    this.ready = loaded(this.#child).then(() => void this.#tend());
    this.ready.catch(() => {});
  }

  get state(): PlannerState {
    return { status: this.#child.usable ? 'up' : 'starting', restarts: this.#restarts, waiting: this.#queue.size };
  }

  /** Of the process that plans now. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  async plan(query: string, operationName: string | undefined): Promise<Plan | undefined> {
    const harm = this.#quarantine.find(query);
    if (harm) throw clientError(harm.kind, `${messages[harm.kind]} It is refused for ${harm.seconds} s more.`);
    const plan = this.#queue.add(query, operationName);
    void this.#work();
    return plan;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    await this.#child.kill('it was closed');
  }

  /** One plan at a time, so that it is known which one did the harm. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (this.#child.usable) {
      const wanted = this.#queue.next();
      if (!wanted) break;
      await this.#make(wanted, this.#child);
    }
    this.#working = false;
  }

  async #make({ query, operationName, resolve, reject }: WantedPlan, child: PlannerChild): Promise<void> {
    let waited = true;
    const overdue = setTimeout(() => {
      // An answer that came while this process was busy itself is heard first.
      setImmediate(() => waited && void child.kill(OVERDUE));
    }, this.#timeout);
    try {
      resolve(await child.plan(query, operationName));
    } catch (error) {
      reject(error instanceof PlannerEnded ? this.#harmed(query, error) : error);
    } finally {
      waited = false;
      clearTimeout(overdue);
    }
  }

  #harmed(query: string, error: PlannerEnded): GraphQLError {
    const kind = error.message === OVERDUE ? 'PLANNING_TIMEOUT' : 'PLANNER_LOST';
    if (!this.#closed) this.#quarantine.add(query, kind);
    return clientError(kind, messages[kind], error);
  }

  async #tend(): Promise<void> {
    while (!this.#closed) {
      void this.#work();
      const how = await this.#child.ended;
      if (!this.#closed) await this.#revive(how);
    }
  }

  async #revive(how: string): Promise<void> {
    this.#lost(how);
    for (let rest = SHORTEST_REST_MS; !(await this.#restarted()); rest = Math.min(2 * rest, LONGEST_REST_MS)) {
      this.#lost(await this.#child.ended);
      this.#queue.clear();
      await sleep(rest, undefined, { ref: false });
      if (this.#closed) return;
    }
  }

  async #restarted(): Promise<boolean> {
    this.#restarts++;
    try {
      this.#child = this.#start();
      await loaded(this.#child);
      return true;
    } catch {
      await this.#child.kill('it did not start');
      return this.#closed;
    }
  }
}

async function loaded(child: PlannerChild): Promise<void> {
  const overdue = setTimeout(() => void child.kill('it did not read the supergraph in time'), LOADING_MS);
  try {
    await child.ready;
  } finally {
    clearTimeout(overdue);
  }
}
