import { registerEnumType } from 'type-graphql';

/** The pillars of the open-government model. Other subgraphs declare the same values. */
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
    TRANSPARENCY: {
      description: 'The public can know what the government does and which information it has (transparencia).',
    },
    PARTICIPATION: { description: 'Citizens take part in decisions (participación ciudadana).' },
    ACCOUNTABILITY: { description: 'The government is accountable for its actions (rendición de cuentas).' },
    INNOVATION: { description: 'New technologies and methods serve the other three pillars (innovación).' },
  },
});
