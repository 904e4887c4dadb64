import { clientError } from '../../../errors.js';
import type { Plan } from '../plan.js';

export interface WantedPlan {
  readonly query: string;
  readonly operationName: string | undefined;
  resolve(plan: Plan | undefined): void;
  reject(reason: unknown): void;
}

/** Plans that wait for their turn: not too many, and none for too long. */
export class PlanQueue {
  readonly #waiting = new Map<WantedPlan, NodeJS.Timeout>();
  readonly #most: number;
  readonly #longest: number;

  /** @param longest milliseconds */
  constructor(most: number, longest: number) {
    this.#most = most;
    this.#longest = longest;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** @throws GraphQLError PLANNER_BUSY */
  add(query: string, operationName: string | undefined): Promise<Plan | undefined> {
    if (this.#waiting.size >= this.#most) throw busy();
    return new Promise((resolve, reject) => {
      const wanted = { query, operationName, resolve, reject };
      this.#waiting.set(
        wanted,
        setTimeout(() => this.#leave(wanted), this.#longest),
      );
    });
  }

  next(): WantedPlan | undefined {
    for (const [wanted, timer] of this.#waiting) {
      clearTimeout(timer);
      this.#waiting.delete(wanted);
      return wanted;
    }
    return undefined;
  }

  /** Turns all away. */
  clear(): void {
    for (let wanted = this.next(); wanted; wanted = this.next()) wanted.reject(busy());
  }

  #leave(wanted: WantedPlan): void {
    this.#waiting.delete(wanted);
    wanted.reject(busy());
  }
}

const busy = () =>
  clientError('PLANNER_BUSY', 'The operation is new, and could not be planned in time after others. Ask again.');
