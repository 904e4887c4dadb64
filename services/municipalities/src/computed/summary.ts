import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CensusKind } from '../municipality/census.js';

@ObjectType({
  description: 'The population of a state by one census, count or survey: the sum over its municipalities.',
})
export class StatePopulation {
  @Field(() => Int, { description: 'The year.', simple: true })
  year!: number;

  @Field(() => CensusKind, { description: 'How the figures were come by.', simple: true })
  kind!: CensusKind;

  @Field(() => Int, { description: 'Persons.', simple: true })
  total!: number;

  @Field(() => Int, { nullable: true, description: 'Men; null unless known for every municipality.', simple: true })
  men!: number | null;

  @Field(() => Int, { nullable: true, description: 'Women; null unless known for every municipality.', simple: true })
  women!: number | null;

  @Field(() => Int, { description: 'How many municipalities have a figure.', simple: true })
  municipalityCount!: number;
}

@ObjectType({ description: 'A state at a glance, summed over its municipalities.' })
export class StateSummary {
  @Field(() => Int, { description: 'How many municipalities it has.', simple: true })
  municipalityCount!: number;

  @Field(() => Float, { nullable: true, description: 'The sum of their areas, in square kilometres.', simple: true })
  areaKm2!: number | null;

  @Field(() => [StatePopulation], { description: 'Population by census, oldest first.', simple: true })
  populations!: StatePopulation[];
}
