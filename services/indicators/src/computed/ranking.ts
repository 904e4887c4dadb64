import { connectionOf, PeriodScalar } from '@cabildo/kit';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Observation } from '../observation/observation.js';
import { Municipality } from '../place/municipality.js';
import { Rank } from './rank.js';

export enum RankingOrder {
  BEST_FIRST = 'BEST_FIRST',
  WORST_FIRST = 'WORST_FIRST',
}

registerEnumType(RankingOrder, {
  name: 'RankingOrder',
  description: 'From which end a ranking is read. Positions are counted from the best either way.',
  valuesConfig: {
    BEST_FIRST: { description: 'The best first; of equals, the lower code first.' },
    WORST_FIRST: { description: 'The worst first; of equals, the higher code first.' },
  },
});

@ObjectType({ description: 'A municipality in a ranking.' })
export class RankedObservation extends Rank {
  @Field(() => Municipality, { nullable: true, description: 'The municipality.', simple: true })
  municipality!: Municipality;

  @Field(() => Float, { description: 'Its value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => Observation, { description: 'The observation that the value is of.', simple: true })
  observation!: Observation;
}

@ObjectType({ description: 'A page of a ranking.' })
export class RankingConnection extends connectionOf(RankedObservation) {
  @Field(() => PeriodScalar, { description: 'The period that is ranked.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series that is ranked.', simple: true })
  series!: string;

  @Field(() => Boolean, { description: 'Whether some of the values cover only a part of the period.', simple: true })
  partial!: boolean;
}

/** What has a place in a ranking of municipalities. */
export interface RankedMunicipality {
  position: number;
  municipality: Municipality;
}

/** The terms of a list of what is ranked, by which it is paged. */
export function rankTerms<Row extends RankedMunicipality>(order: RankingOrder) {
  const descending = order === RankingOrder.WORST_FIRST;
  return [
    { valueOf: (row: Row) => row.position, descending },
    { valueOf: (row: Row) => row.municipality.code, descending },
  ];
}

/** What was ranked best first, from the end that is asked for. */
export const inOrder = <Row>(ranked: Row[], order: RankingOrder): Row[] =>
  order === RankingOrder.WORST_FIRST ? ranked.toReversed() : ranked;
