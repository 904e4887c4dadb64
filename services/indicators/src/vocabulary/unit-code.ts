import { registerEnumType } from 'type-graphql';

export enum UnitCode {
  PERCENT = 'PERCENT',
  PERSONS = 'PERSONS',
  DWELLINGS = 'DWELLINGS',
  CRIMES = 'CRIMES',
  DEATHS = 'DEATHS',
  MXN = 'MXN',
  PERSONS_PER_KM2 = 'PERSONS_PER_KM2',
  INDEX_0_1 = 'INDEX_0_1',
}

registerEnumType(UnitCode, {
  name: 'UnitCode',
  description: 'The unit of the values of an indicator.',
  valuesConfig: {
    PERCENT: { description: 'Percent, from 0 to 100.' },
    PERSONS: { description: 'Persons.' },
    DWELLINGS: { description: 'Dwellings.' },
    CRIMES: { description: 'Crimes recorded by the public prosecutor (carpetas de investigación).' },
    DEATHS: { description: 'Deaths.' },
    MXN: { description: 'Mexican pesos at current prices, not adjusted for inflation.' },
    PERSONS_PER_KM2: { description: 'Persons per square kilometre.' },
    INDEX_0_1: { description: 'Index without unit, from 0 to 1.' },
  },
});
