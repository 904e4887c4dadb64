import type { Data } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';
import type { FetchPlan } from '../plan/plan.js';
import type { AnswerPath } from '../run/paths.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compileAnswerCheck } from './response-check.js';
import { Walk, type Wrong } from './response-walk.js';

/** Where in the client's answer a place of a subgraph's answer lies. */
export type Placing = (path: AnswerPath) => readonly AnswerPath[];

/** An answer that a run has taken. What is wrong with it is looked for where something is amiss, and nowhere else. */
export class Taken {
  #wrongs?: readonly Wrong[];

  constructor(
    readonly service: string,
    readonly placesOf: Placing,
    readonly find: (strips: boolean) => readonly Wrong[],
  ) {}

  get wrongs(): readonly Wrong[] {
    this.#wrongs ??= this.find(false);
    return this.#wrongs;
  }

  /** Takes what is wrong out of the answer. */
  strip(): void {
    this.#wrongs = this.find(true);
  }
}

/** An answer that brought nothing: all that was asked for is amiss for one reason. */
export function nothingTaken(service: string, error: SubgraphError, placesOf: () => readonly AnswerPath[]): Taken {
  return new Taken(service, placesOf, () => [{ ...error, path: [] }]);
}

/** Looks for what is wrong with what a fetch brought. */
export type Inspect = (data: Data, strips: boolean) => readonly Wrong[];

/** Compiled when it is first needed: with subgraphs that answer what they are asked it never is. */
export function inspector(
  plan: FetchPlan,
  service: string,
  types: TypeConditions,
  renames: ReadonlyMap<string, string>,
): Inspect {
  let check: ReturnType<typeof compileAnswerCheck> | undefined;
  return (data, strips) => {
    check ??= compileAnswerCheck(plan.document, types, renames);
    const walk = new Walk(service, strips);
    check(data, walk);
    return walk.wrongs;
  };
}
