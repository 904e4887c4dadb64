import { registerEnumType } from 'type-graphql';

export enum Sector {
  GOVERNMENT = 'GOVERNMENT',
  CIVIL_SOCIETY = 'CIVIL_SOCIETY',
  ACADEMIA = 'ACADEMIA',
  PRIVATE = 'PRIVATE',
  GUARANTOR_BODY = 'GUARANTOR_BODY',
  FACILITATOR = 'FACILITATOR',
}

registerEnumType(Sector, {
  name: 'Sector',
  description: 'The sector that a seat of a secretariat represents, or that an organization belongs to.',
  valuesConfig: {
    GOVERNMENT: { description: 'Public bodies: executive, legislative, judicial, municipal, autonomous.' },
    CIVIL_SOCIETY: { description: 'Organizations of civil society (sociedad civil organizada).' },
    ACADEMIA: { description: 'Universities and research centres.' },
    PRIVATE: { description: 'Companies and their chambers.' },
    GUARANTOR_BODY: { description: 'The body that guarantees the right of access to information (órgano garante).' },
    FACILITATOR: { description: 'A person who moderates and documents the work, without a vote (facilitador).' },
  },
});
