import type { Data } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';
import type { FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compileResponseCheck } from './response-check.js';
import type { ResponsePath } from './response-path.js';
import { ResponseWalk, type Violation } from './response-walk.js';

/** Path in a subgraph's response → paths in the client's response. An entity may be at several. */
export type PathMapper = (path: ResponsePath) => readonly ResponsePath[];

/**
 * A subgraph response that was merged into a run. It is checked against the fetch's operation only if the result has an
 * unexplained null or invalid value.
 */
export class ReceivedResponse {
  #violations?: readonly Violation[];

  constructor(
    readonly service: string,
    readonly toClientPaths: PathMapper,
    readonly check: (strip: boolean) => readonly Violation[],
  ) {}

  get violations(): readonly Violation[] {
    this.#violations ??= this.check(false);
    return this.#violations;
  }

  /** Removes the invalid values from the response. */
  strip(): void {
    this.#violations = this.check(true);
  }
}

/** A response with an error and without data: the error explains every field that was requested. */
export function failedResponse(
  service: string,
  error: SubgraphError,
  clientPaths: () => readonly ResponsePath[],
): ReceivedResponse {
  return new ReceivedResponse(service, clientPaths, () => [{ ...error, path: [] }]);
}

/** Checks the data of a response; with `strip`, removes the invalid values. */
export type CheckResponse = (data: Data, strip: boolean) => readonly Violation[];

/** Returns a check that is compiled at its first use: valid responses never need it. */
export function responseCheck(
  plan: FetchPlan,
  service: string,
  types: TypeConditions,
  renames: ReadonlyMap<string, string>,
): CheckResponse {
  let check: ReturnType<typeof compileResponseCheck> | undefined;
  return (data, strip) => {
    check ??= compileResponseCheck(plan.document, types, renames);
    const walk = new ResponseWalk(service, strip);
    check(data, walk);
    return walk.violations;
  };
}
