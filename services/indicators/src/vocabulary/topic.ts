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
  description: 'What an indicator is about.',
  valuesConfig: {
    EDUCATION: { description: 'Schooling and literacy.' },
    FINANCE: { description: 'Income and spending of the municipal government.' },
    SOCIAL: { description: 'Poverty, deprivation and development.' },
    HEALTH: { description: 'Health and access to it.' },
    SERVICES: { description: 'Water, drainage and other basic services.' },
    HOUSING: { description: 'Dwellings and how they are lived in.' },
    SECURITY: { description: 'Crime and violence.' },
    DEMOGRAPHY: { description: 'The population: how many, who and how dense.' },
    ECONOMY: { description: 'What people earn and live on.' },
    OPEN_GOVERNMENT: { description: 'How open the government is.' },
    PARTICIPATION: { description: 'How citizens take part, at elections and otherwise.' },
  },
});
