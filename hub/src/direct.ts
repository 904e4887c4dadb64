import type { Connect, SubgraphResponse } from '@cabildo/gateway';
import type { ConnectedSubgraph } from '@cabildo/kit';
import { HubError } from './errors.js';

/** Calls subgraphs of this process without a wire between. */
export function directly(subgraphs: ConnectedSubgraph[]): Connect {
  return (name) => {
    const subgraph = subgraphs.find((each) => each.name === name);
    if (!subgraph)
      throw new HubError('UNKNOWN_SUBGRAPH', `The supergraph names a subgraph "${name}" that this hub does not have.`);
    return {
      name,
      send: async ({ query, operationName, variablesText, headers }) =>
        (await subgraph.execute(
          { query, operationName, variables: JSON.parse(variablesText) },
          headers,
        )) as SubgraphResponse,
      close: async () => {},
    };
  };
}
