import { type Connect, httpConnect, type SubgraphResponse } from '@cabildo/gateway';
import type { ConnectedSubgraph } from '@cabildo/kit';

/** Calls subgraphs of this process without a wire between, and those of partners over HTTP. */
export function directly(subgraphs: ConnectedSubgraph[]): Connect {
  const overHttp = httpConnect();
  return (name, url) => {
    const subgraph = subgraphs.find((each) => each.name === name);
    if (!subgraph) return overHttp(name, url);
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
