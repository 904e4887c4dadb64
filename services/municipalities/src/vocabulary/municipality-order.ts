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
  description: 'The order of a list of municipalities. Those of unknown population or area come as if it were none.',
  valuesConfig: {
    RELEVANCE: { description: 'Those whose name is most like `name` first; by code where no name is given.' },
    CODE: { description: "By INEGI's code." },
    NAME: { description: 'By name, without regard to case and accents.' },
    POPULATION_DESC: { description: 'By population of the newest census recorded, largest first.' },
    POPULATION_ASC: { description: 'By population of the newest census recorded, smallest first.' },
    AREA_DESC: { description: 'By area, largest first.' },
    AREA_ASC: { description: 'By area, smallest first.' },
  },
});
