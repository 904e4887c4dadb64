import { selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';

/** Whether a field is selected on the nodes of the connection that is being resolved, below `nodes` or `edges`. */
export const selectsOfNodes = (info: GraphQLResolveInfo, path: string[]) =>
  selects(info, ['nodes', ...path]) || selects(info, ['edges', 'node', ...path]);
