import type { AccessRules } from '../authorization/access-rules.js';
import type { GatewayErrorCode } from '../errors.js';
import type { PrepareContext } from './document/prepare.js';
import type { Planner } from './plan/planner.js';
import type { CompileContext } from './run/compile.js';
import type { Owners } from './supergraph/owners.js';

/** What the operations of one engine share. */
export interface EngineContext extends CompileContext, PrepareContext {
  readonly planner: Planner;
  /** Undefined if the supergraph protects nothing. */
  readonly accessRules?: AccessRules;
  readonly owners: Owners;
  /** The active labels of progressive `@override`, other than `percent(n)`. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Milliseconds for all subgraph calls of one request; undefined: no limit. */
  readonly requestTimeout?: number;
  /** Maximum characters of a response; 16 Mi by default. */
  readonly maxResponseSize?: number;
  /** Called for every plan with the milliseconds that it took, and with an error code if planning failed. */
  readonly onPlanned?: (ms: number, failure?: GatewayErrorCode) => void;
}
