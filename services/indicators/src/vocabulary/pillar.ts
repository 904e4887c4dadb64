import { registerEnumType } from 'type-graphql';

/** The pillars of the open-government model. The enum is shared: other subgraphs declare the same values. */
export enum Pillar {
  TRANSPARENCY = 'TRANSPARENCY',
  PARTICIPATION = 'PARTICIPATION',
  ACCOUNTABILITY = 'ACCOUNTABILITY',
  INNOVATION = 'INNOVATION',
}

registerEnumType(Pillar, {
  name: 'Pillar',
  description: 'A pillar of the open-government model.',
  valuesConfig: {
    TRANSPARENCY: { description: 'What government does and holds can be known (transparencia).' },
    PARTICIPATION: { description: 'Citizens take part in what is decided (participación ciudadana).' },
    ACCOUNTABILITY: { description: 'Government answers for what it does (rendición de cuentas).' },
    INNOVATION: { description: 'New means, of technology and of method, serve the other three (innovación).' },
  },
});
