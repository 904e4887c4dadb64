import { registerEnumType } from 'type-graphql';

export enum TokenScope {
  CHECK = 'CHECK',
  PUBLISH = 'PUBLISH',
  STEWARD = 'STEWARD',
}

registerEnumType(TokenScope, {
  name: 'TokenScope',
  description: 'What the bearer of a token may do in the registry.',
  valuesConfig: {
    CHECK: { description: 'Check a proposed schema against the hub.' },
    PUBLISH: { description: 'Check, and publish versions of the subgraphs of its agency.' },
    STEWARD: { description: 'Approve, roll back, disable, enable and remove the subgraphs of every agency.' },
  },
});
