import type { GraphQLSchema } from 'graphql';
import type { GatewayErrorCode } from '../errors.js';
import type { Planner } from './plan/planner.js';
import type { Site } from './run/compile.js';
import type { FetchedBeside } from './supergraph/fetched-beside.js';
import type { Owners } from './supergraph/owners.js';

/** What the operations of one engine are made with. */
export interface Workshop extends Site {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly owners: Owners;
  readonly beside: FetchedBeside;
  /** Milliseconds that subgraphs get for one request; without bound where left out. */
  readonly patience?: number;
  /** Is told of every plan that is made, or failed with a code, and of the milliseconds that it took. */
  readonly planned?: (ms: number, failure?: GatewayErrorCode) => void;
}
