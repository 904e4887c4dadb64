// @apollo/gateway in Apollo Server before the hub's own subgraphs, which want every call signed.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { sign } from '../../kit/dist/process/index.js';
import { benchKey } from '../src/served-subgraphs.key.ts';

const urls = JSON.parse(process.env.URLS);
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env.SUPERGRAPH, 'utf8'),
  buildService: ({ name }) => {
    const source = new RemoteGraphQLDataSource({ url: urls[name] });
    const { fetcher } = source;
    source.fetcher = (url, init) => {
      const signature = sign(benchKey, { method: init.method, path: new URL(url).pathname, body: init.body });
      return fetcher(url, { ...init, headers: { ...init.headers, 'hub-signature': signature } });
    };
    return source;
  },
});
const server = new ApolloServer({ gateway });
await startStandaloneServer(server, { listen: { port: Number(process.env.PORT), host: '127.0.0.1' } });
