import type { GraphQLSchema } from 'graphql';
import type { GatewayErrorCode } from '../errors.js';
import type { Site } from './compile.js';
import type { FetchedBeside } from './fetched-beside.js';
import type { Owners } from './owners.js';
import type { Planner } from './planner.js';

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
