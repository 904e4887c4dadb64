import { registerEnumType } from 'type-graphql';

export enum MunicipalityOrder {
  RELEVANCE = 'RELEVANCE',
  CODE = 'CODE',
  NAME = 'NAME',
  POPULATION_DESC = 'POPULATION_DESC',
  POPULATION_ASC = 'POPULATION_ASC',
  AREA_DESC = 'AREA_DESC',
  AREA_ASC = 'AREA_ASC',
}

registerEnumType(MunicipalityOrder, {
  name: 'MunicipalityOrder',
  description: 'The order of a list of municipalities. Unknown population or area sorts below every known value.',
  valuesConfig: {
    RELEVANCE: { description: 'By similarity to `search`, most similar first; by code without `search`.' },
    CODE: { description: "By INEGI's code." },
    NAME: { description: 'By name, without regard to case and accents.' },
    POPULATION_DESC: { description: 'By population in the newest count, largest first.' },
    POPULATION_ASC: { description: 'By population in the newest count, smallest first.' },
    AREA_DESC: { description: 'By area, largest first.' },
    AREA_ASC: { description: 'By area, smallest first.' },
  },
});
