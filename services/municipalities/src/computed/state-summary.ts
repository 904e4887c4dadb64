import { SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PopulationKind } from '../vocabulary/population-kind.js';

@ObjectType({
  description: 'The population of a state in one census, count or survey: the sum over its municipalities.',
})
export class StatePopulation {
  @Field(() => Int, { description: 'The year.', simple: true })
  year!: number;

  @Field(() => PopulationKind, { description: 'The method of the count or estimate.', simple: true })
  kind!: PopulationKind;

  @Field(() => Int, { description: 'Number of persons.', simple: true })
  persons!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of men; null unless known for every municipality.',
    simple: true,
  })
  men!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of women; null unless known for every municipality.',
    simple: true,
  })
  women!: number | null;

  @Field(() => Int, { description: 'Number of municipalities in the sum.', simple: true })
  municipalityCount!: number;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'Totals over the municipalities of a state.' })
export class StateSummary {
  @Field(() => Int, { description: 'Number of municipalities.', simple: true })
  municipalityCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of the areas of its municipalities, in square kilometres; null if no area is known.',
    simple: true,
  })
  areaKm2!: number | null;

  @Field(() => [StatePopulation], { description: 'Population by year, oldest first.', simple: true })
  populations!: StatePopulation[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}
