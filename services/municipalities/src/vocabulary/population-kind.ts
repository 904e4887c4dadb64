import { registerEnumType } from 'type-graphql';

export enum PopulationKind {
  CENSUS = 'CENSUS',
  COUNT = 'COUNT',
  INTERCENSAL_SURVEY = 'INTERCENSAL_SURVEY',
}

registerEnumType(PopulationKind, {
  name: 'PopulationKind',
  description: 'The method by which a population was counted or estimated.',
  valuesConfig: {
    CENSUS: { description: 'Censo de Población y Vivienda: every dwelling is visited.' },
    COUNT: { description: 'Conteo de Población y Vivienda: a shorter census between two censuses.' },
    INTERCENSAL_SURVEY: { description: 'Encuesta Intercensal: an estimate from a large sample.' },
  },
});
