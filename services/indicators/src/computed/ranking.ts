import { connectionOf, MunicipalityCodeScalar, PeriodScalar, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Float, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Observation } from '../observation/observation.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE } from '../vocabulary/descriptions.js';
import { RankingOrder } from '../vocabulary/ranking-order.js';
import { Rank } from './rank.js';
import type { Slice } from './slice.js';

@ObjectType({ description: 'The preferred value of a municipality in a ranking.' })
export class RankedObservation {
  @Field(() => Rank, { description: 'The rank of the municipality.', simple: true })
  rank!: Rank;

  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Float, { description: 'The value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => Observation, { description: 'The observation with the value.', simple: true })
  observation!: Observation;
}

@ObjectType({ description: 'A page of ranked observations.' })
export class RankedObservationConnection extends connectionOf(RankedObservation) {}

@ObjectType({
  description: 'A ranking of municipalities by their known values of an indicator, in one period and series.',
})
export class Ranking {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  seriesCode!: string;

  @Field(() => Boolean, { description: 'Whether some values cover only part of the period.', simple: true })
  isPartial!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the values are counts or amounts, which grow with population. Compare rates instead, such as values per 10,000 inhabitants.',
    simple: true,
  })
  isOfRawCounts!: boolean;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** The ranked values, position 1 first. */
  ranked!: Unattached[];

  slice!: Slice;
}

/** A ranked observation before its observation is read. */
export type Unattached = Omit<RankedObservation, 'observation'> & { observation?: unknown };

/** A municipality with a position in a ranking. */
interface RankedMunicipality {
  rank: Rank;
  municipalityCode: string;
}

/** The terms of a list of ranked municipalities, for its pages. */
export function rankTerms<Row extends RankedMunicipality>(order: RankingOrder) {
  const descending = order === RankingOrder.POSITION_DESC;
  return [
    { valueOf: (row: Row) => row.rank.position, descending },
    { valueOf: (row: Row) => row.municipalityCode, descending },
  ];
}

/** A list with position 1 first, in the requested order. */
export const inOrder = <Row>(ranked: Row[], order: RankingOrder): Row[] =>
  order === RankingOrder.POSITION_DESC ? ranked.toReversed() : ranked;
