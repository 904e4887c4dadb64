import { Column, MunicipalityCodeScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType, registerEnumType } from 'type-graphql';

export enum CensusKind {
  CENSUS = 'CENSUS',
  COUNT = 'COUNT',
  INTERCENSAL_SURVEY = 'INTERCENSAL_SURVEY',
}

registerEnumType(CensusKind, {
  name: 'CensusKind',
  description: 'How INEGI came by a population.',
  valuesConfig: {
    CENSUS: { description: 'Censo de Población y Vivienda: every dwelling was visited.' },
    COUNT: { description: 'Conteo de Población y Vivienda: a shorter census between two censuses.' },
    INTERCENSAL_SURVEY: { description: 'Encuesta Intercensal: an estimate from a large sample.' },
  },
});

@ObjectType({ description: 'The population of a municipality by one census, count or survey of INEGI.' })
@Entity({ tableName: 'census' })
export class Census extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true })
  municipalityCode!: string;

  @Column(() => Int, { key: true, description: 'The year.' })
  year!: number;

  @Column(() => CensusKind, { description: 'How the figures were come by.' })
  kind!: CensusKind;

  @Column(() => Int, { description: 'Persons.' })
  total!: number;

  @Column(() => Int, { nullable: true, description: 'Men; null where not published by sex.' })
  men!: number | null;

  @Column(() => Int, { nullable: true, description: 'Women; null where not published by sex.' })
  women!: number | null;

  @Column(() => Int, { nullable: true, description: 'Inhabited dwellings; null where not published.' })
  inhabitedDwellings!: number | null;
}
