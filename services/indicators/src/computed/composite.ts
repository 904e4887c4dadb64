import { connectionOf, MunicipalityCodeScalar, PeriodScalar, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE, PERIOD, SERIES_CODE } from '../vocabulary/descriptions.js';
import { Direction } from '../vocabulary/direction.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Rank } from './rank.js';

@InputType({ description: 'A component of a composite index: an indicator with its weight.' })
export class CompositeComponentInput {
  @Field(() => IndicatorCodeScalar, { description: 'The code of the indicator. Each can be used once.' })
  indicator!: string;

  @Field(() => Float, {
    description: 'The weight, above 0. Weights are divided by their sum, so only their proportions matter.',
  })
  weight!: number;

  @Field(() => PeriodScalar, { nullable: true, description: PERIOD })
  period?: string | null;

  @Field(() => String, { nullable: true, description: SERIES_CODE })
  seriesCode?: string | null;

  @Field(() => Direction, {
    nullable: true,
    description:
      'Whether high or low values raise the score. Defaults to the polarity of the indicator; required if that is NEUTRAL.',
  })
  direction?: Direction | null;
}

@ObjectType({ description: 'A component of a composite index.' })
export class CompositeComponent {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period of its values.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series of its values.', simple: true })
  seriesCode!: string;

  @Field(() => Boolean, { description: 'Whether some values cover only part of the period.', simple: true })
  isPartial!: boolean;

  @Field(() => Float, { description: 'Its share in the sum of all weights, above 0, up to 1.', simple: true })
  weight!: number;

  @Field(() => Direction, { description: 'Whether high or low values raise the score.', simple: true })
  direction!: Direction;

  @Field(() => Float, { description: 'The smallest known value, in the unit of the indicator.', simple: true })
  min!: number;

  @Field(() => Float, { description: 'The largest known value, in the unit of the indicator.', simple: true })
  max!: number;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'The contribution of one component to the score of a municipality.' })
export class CompositePart {
  @Field(() => Indicator, { description: 'The indicator of the component.', simple: true })
  indicator!: Indicator;

  @Field(() => Float, { description: 'The value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => Float, {
    description: 'The normalised value, from 0 (the worst known) to 1 (the best known).',
    simple: true,
  })
  normalised!: number;

  @Field(() => Float, {
    description: 'The normalised value times the weight. Contributions add up to the score.',
    simple: true,
  })
  contribution!: number;
}

@ObjectType({ description: 'The score of a municipality in a composite index. Position 1 is the highest score.' })
export class CompositeScore {
  @Field(() => Rank, { description: 'The rank of the municipality.', simple: true })
  rank!: Rank;

  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Float, {
    description: 'The score, from 0 (the worst in every component) to 1 (the best in every component).',
    simple: true,
  })
  score!: number;

  @Field(() => [CompositePart], { description: 'The contributions, in the order of the components.', simple: true })
  parts!: CompositePart[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'A page of scores.' })
export class CompositeScoreConnection extends connectionOf(CompositeScore) {}

@ObjectType({ description: 'A municipality without a score, because it lacks a known value of a component.' })
export class CompositeExclusion {
  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => [IndicatorCodeScalar], { description: 'The components without a known value.', simple: true })
  missingIndicatorCodes!: string[];
}

@ObjectType({ description: 'A page of municipalities without a score.' })
export class CompositeExclusionConnection extends connectionOf(CompositeExclusion) {}

const METHOD =
  'Each component is normalised by min-max over the municipalities with a known value: (value - min) / (max - min), or 1 minus that if low values raise the score. The score is the weighted mean of the normalised values. A municipality that lacks a known value of any component is excluded; no value is imputed. Equal scores share a position: 1, 2, 2, 4.';

@ObjectType({
  description: `A composite index of indicators with the weights of the client. ${METHOD} Returns the error INCOMPARABLE if all known values of a component are equal.`,
})
export class CompositeIndex {
  @Field(() => String, { description: 'The method of computation.', simple: true })
  readonly method: string = METHOD;

  @Field(() => [CompositeComponent], { description: 'The components, in the order of the request.', simple: true })
  components!: CompositeComponent[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** The municipalities without a score, by code. */
  excluded!: CompositeExclusion[];

  /** All scores, position 1 first. */
  ranked!: CompositeScore[];
}
