import {
  type Connect,
  type HttpTransportOptions,
  httpConnect,
  type SubgraphResponse,
  withDeadline,
} from '@cabildo/gateway';
import { type ConnectedSubgraph, LogApi } from '@cabildo/kit';

/** Calls subgraphs of this process without a wire between, and those of partners over HTTP. */
export function directly(subgraphs: ConnectedSubgraph[], partners: HttpTransportOptions = {}): Connect {
  const overHttp = httpConnect(partners);
  return (name, url) => {
    const subgraph = subgraphs.find((each) => each.name === name);
    if (!subgraph) return overHttp(name, url);
    const log = new LogApi(subgraph);
    return {
      name,
      send: (request) => {
        const { query, operationName, variablesText, headers } = request;
        const operation = { query, operationName, variables: JSON.parse(variablesText) };
        return withDeadline(
          name,
          request,
          (ended) => subgraph.execute(operation, headers, ended) as Promise<SubgraphResponse>,
        );
      },
      watch: (listener) => subgraph.revisions.watch(listener),
      log: (asked) => log.respond(asked),
      close: async () => {},
    };
  };
}
