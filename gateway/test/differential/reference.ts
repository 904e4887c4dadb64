import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import type { TestSubgraph } from '../subgraphs.js';
import type { GeneratedOperation } from './operation-generator.js';

/** The reference gateway over subgraphs of this process. */
export class Reference {
  readonly #gateway: ApolloGateway;

  constructor(supergraphSdl: string, subgraphs: readonly TestSubgraph[]) {
    this.#gateway = new ApolloGateway({
      supergraphSdl,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      buildService: ({ name }) => new LocalGraphQLDataSource(subgraphs.find((it) => it.name === name)!.schema) as never,
    });
  }

  get schema(): GraphQLSchema {
    return this.#gateway.schema!;
  }

  async start(): Promise<void> {
    this.#gateway.onSchemaLoadOrUpdate(() => {});
    await this.#gateway.load({ apollo: {} } as never);
  }

  stop(): Promise<void> {
    return this.#gateway.stop();
  }

  /** Puts the nulls that should not be, which it tells apart from errors, among the errors. */
  async ask({ query, variables }: GeneratedOperation): Promise<ExecutionResult> {
    const document = parse(query);
    const request = { request: { query, variables }, document, operation: document.definitions[0] };
    const rest = { operationName: null, queryHash: query, source: query, context: {}, metrics: {}, logger: console };
    return this.#gateway.executor({ ...request, ...rest, schema: this.schema } as never) as Promise<ExecutionResult>;
  }
}
