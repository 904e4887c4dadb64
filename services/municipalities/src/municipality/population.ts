import { Column, MunicipalityCodeScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { PopulationKind } from '../vocabulary/population-kind.js';

@ObjectType({ description: 'The population of a municipality in one census, count or survey of INEGI.' })
@Entity({ tableName: 'census' })
export class Population extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: "INEGI's code of the municipality." })
  municipalityCode!: string;

  @Column(() => Int, { key: true, description: 'The year.' })
  year!: number;

  @Column(() => PopulationKind, { description: 'The method of the count or estimate.' })
  kind!: PopulationKind;

  @Column(() => Int, { storedAs: 'total', description: 'Number of persons.' })
  persons!: number;

  @Column(() => Int, { nullable: true, description: 'Number of men; null if not published by sex.' })
  men!: number | null;

  @Column(() => Int, { nullable: true, description: 'Number of women; null if not published by sex.' })
  women!: number | null;

  @Column(() => Int, { nullable: true, description: 'Number of inhabited dwellings; null if not published.' })
  inhabitedDwellings!: number | null;
}
