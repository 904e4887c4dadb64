import { registerEnumType } from 'type-graphql';

export enum SubgraphState {
  PENDING = 'PENDING',
  ACTIVE = 'ACTIVE',
  DISABLED = 'DISABLED',
  REMOVED = 'REMOVED',
}

registerEnumType(SubgraphState, {
  name: 'SubgraphState',
  description: 'Whether the hub serves a registered subgraph.',
  valuesConfig: {
    PENDING: { description: 'A version is published and waits for the approval of a steward. It is not served.' },
    ACTIVE: { description: 'The version named by `servedVersion` is part of the supergraph.' },
    DISABLED: { description: 'A steward took the subgraph out of the supergraph. It can be enabled again.' },
    REMOVED: { description: 'The subgraph is out of the supergraph for good. Its history stays.' },
  },
});
