import { registerEnumType } from 'type-graphql';

export enum CompositionOutcome {
  SERVED = 'SERVED',
  FAILED = 'FAILED',
}

registerEnumType(CompositionOutcome, {
  name: 'CompositionOutcome',
  description: 'The result of one attempt to compose the registered subgraphs into a supergraph.',
  valuesConfig: {
    SERVED: { description: 'The supergraph was composed and handed to the gateways.' },
    FAILED: { description: 'The subgraphs do not compose. The gateways keep the supergraph before it.' },
  },
});
