import { registerEnumType } from 'type-graphql';

export enum Topic {
  EDUCATION = 'EDUCATION',
  FINANCE = 'FINANCE',
  SOCIAL = 'SOCIAL',
  HEALTH = 'HEALTH',
  SERVICES = 'SERVICES',
  HOUSING = 'HOUSING',
  SECURITY = 'SECURITY',
  DEMOGRAPHY = 'DEMOGRAPHY',
  ECONOMY = 'ECONOMY',
  OPEN_GOVERNMENT = 'OPEN_GOVERNMENT',
  PARTICIPATION = 'PARTICIPATION',
}

registerEnumType(Topic, {
  name: 'Topic',
  description: 'The topic of an indicator.',
  valuesConfig: {
    EDUCATION: { description: 'Schooling and literacy.' },
    FINANCE: { description: 'Income and spending of the municipal government.' },
    SOCIAL: { description: 'Poverty, deprivation and development.' },
    HEALTH: { description: 'Health and access to it.' },
    SERVICES: { description: 'Water, drainage and other basic services.' },
    HOUSING: { description: 'Dwellings and living conditions.' },
    SECURITY: { description: 'Crime and violence.' },
    DEMOGRAPHY: { description: 'Size, composition and density of the population.' },
    ECONOMY: { description: 'Income of the population.' },
    OPEN_GOVERNMENT: { description: 'Openness of the government.' },
    PARTICIPATION: { description: 'Participation of citizens in elections and other processes.' },
  },
});
