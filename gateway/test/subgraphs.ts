// In-process subgraphs of plain graphql-js, as a partner without our kit would write them.
import { buildSubgraphSchema } from '@apollo/subgraph';
import { compose } from '@cabildo/schema';
import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { parseExact, stringifyExact } from '../src/exact-json.js';
import type { Connect, SubgraphRequest, SubgraphResponse, Transport } from '../src/subgraph/transport.js';

export type Resolvers = NonNullable<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], { kind: unknown } | readonly unknown[]>
>['resolvers'];

export interface TestSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@composeDirective"])\n';

/** An SDL that links nothing is one of Federation 2.7. A @link of Federation or `# federation 1` on its first line leaves it as it is. */
export function testSubgraph(name: string, text: string, resolvers: object): TestSubgraph {
  const linksFederation = /^extend schema\s+@link\(\s*url: "https:\/\/specs\.apollo\.dev\/federation/.test(text);
  const sdl = linksFederation || text.startsWith('# federation 1') ? text : link + text;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return { name, url: `http://${name}.test/`, sdl, schema };
}

export function supergraphOf(subgraphs: readonly TestSubgraph[]): string {
  return compose(subgraphs).supergraphSdl;
}

export interface Call {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Connects to subgraphs in this process and keeps a list of the calls. */
export function inProcess(subgraphs: readonly TestSubgraph[], calls: Call[] = []): Connect {
  const schemas = new Map(subgraphs.map(({ name, schema }) => [name, schema]));
  return (name) => new InProcess(name, schemas.get(name)!, calls);
}

class InProcess implements Transport {
  constructor(
    readonly name: string,
    readonly schema: GraphQLSchema,
    readonly calls: Call[],
  ) {}

  async send({ query, variablesText }: SubgraphRequest): Promise<SubgraphResponse> {
    const variables = parseExact(variablesText) as Record<string, unknown>;
    this.calls.push({ subgraph: this.name, query, variables });
    const result: ExecutionResult = await execute({
      schema: this.schema,
      document: parse(query),
      variableValues: variables,
    });
    return parseExact(stringifyExact(result)) as SubgraphResponse;
  }

  async close(): Promise<void> {}
}
