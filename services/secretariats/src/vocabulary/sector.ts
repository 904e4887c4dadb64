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
  description: 'For whom a seat of a secretariat speaks, or what an organization is.',
  valuesConfig: {
    GOVERNMENT: { description: 'Public bodies: executive, legislative, judicial, municipal, autonomous.' },
    CIVIL_SOCIETY: { description: 'Organizations of civil society (sociedad civil organizada).' },
    ACADEMIA: { description: 'Universities and research centres.' },
    PRIVATE: { description: 'Companies and their chambers.' },
    GUARANTOR_BODY: { description: 'The body that guarantees access to information (órgano garante).' },
    FACILITATOR: { description: 'Who moderates and documents the work, without a vote (facilitador).' },
  },
});
