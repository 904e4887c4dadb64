import { selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';

/** Whether something is asked for of the nodes of the connection that is being resolved, beneath `nodes` or `edges`. */
export const selectsOfNodes = (info: GraphQLResolveInfo, path: string[]) =>
  selects(info, ['nodes', ...path]) || selects(info, ['edges', 'node', ...path]);
