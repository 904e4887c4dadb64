import { connectionOf, PeriodScalar } from '@cabildo/kit';
import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { Direction } from '../vocabulary/direction.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Rank } from './rank.js';

@InputType({ description: 'An indicator that goes into a composite index, and how much it weighs.' })
export class CompositeComponentInput {
  @Field(() => IndicatorCodeScalar, { description: 'The code of the indicator. Each may be named once.' })
  indicator!: string;

  @Field(() => Float, {
    description: 'Its weight, above 0. Only the proportions count: weights are divided by their sum.',
  })
  weight!: number;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The period; where left out, the newest that has a known figure that is not partial.',
  })
  period?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the series; where left out, the newest that has figures for the period.',
  })
  series?: string | null;

  @Field(() => Direction, {
    nullable: true,
    description:
      'Which way counts as the better one; where left out, as the polarity of the indicator says. A NEUTRAL indicator needs it.',
  })
  direction?: Direction | null;
}

@ObjectType({ description: 'An indicator as it goes into a composite index.' })
export class CompositeComponent {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period of its figures.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series of its figures.', simple: true })
  series!: string;

  @Field(() => Boolean, { description: 'Whether some of its figures cover only a part of the period.', simple: true })
  partial!: boolean;

  @Field(() => Float, {
    description: 'Its weight: the share of it in the sum of all weights, above 0, up to 1.',
    simple: true,
  })
  weight!: number;

  @Field(() => Direction, { description: 'Which way counts as the better one.', simple: true })
  direction!: Direction;

  @Field(() => Float, { description: 'The smallest known value, in the unit of the indicator.', simple: true })
  min!: number;

  @Field(() => Float, { description: 'The largest known value, in the unit of the indicator.', simple: true })
  max!: number;
}

@ObjectType({ description: 'What one component adds to the score of a municipality.' })
export class CompositePart {
  @Field(() => Indicator, { description: 'The indicator of the component.', simple: true })
  indicator!: Indicator;

  @Field(() => Float, { description: 'The value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => Float, { description: 'The value between 0 (the worst known) and 1 (the best known).', simple: true })
  normalised!: number;

  @Field(() => Float, {
    description: 'The normalised value times the weight: these add up to the score.',
    simple: true,
  })
  contribution!: number;
}

@ObjectType({ description: 'The score of a municipality in a composite index, and its place. 1 is the highest score.' })
export class CompositeScore extends Rank {
  @Field(() => Municipality, { nullable: true, description: 'The municipality.', simple: true })
  municipality!: Municipality;

  @Field(() => Float, {
    description: 'The score, from 0 (the worst in every component) to 1 (the best in every one).',
    simple: true,
  })
  score!: number;

  @Field(() => [CompositePart], { description: 'What it is made of, in the order of the components.', simple: true })
  parts!: CompositePart[];
}

@ObjectType({ description: 'A page of scores.' })
export class CompositeScoreConnection extends connectionOf(CompositeScore) {}

@ObjectType({ description: 'A municipality that a composite index does not score, for it lacks a known value.' })
export class CompositeExclusion {
  @Field(() => Municipality, { nullable: true, description: 'The municipality.', simple: true })
  municipality!: Municipality;

  @Field(() => [IndicatorCodeScalar], { description: 'The components that it has no known value of.', simple: true })
  lacks!: string[];
}

const method =
  'Each component is normalised by min-max over the municipalities with a known value of it: (value - min) / (max - min), and 1 less that where lower is better, so that 1 is the best and 0 the worst. The score is the mean of the normalised values, weighted by the weights, which are divided by their sum. A municipality that lacks a known value of any component is excluded; nothing is imputed. Scores rank from the highest; equals share a place: 1, 2, 2, 4.';

@ObjectType({
  description: `A composite index of indicators, with weights of the client's choosing. ${method} A component whose known values are all equal cannot be normalised, and is refused with the code INCOMPARABLE.`,
})
export class CompositeIndex {
  @Field(() => String, { description: 'How it was computed.', simple: true })
  readonly method: string = method;

  @Field(() => [CompositeComponent], { description: 'What it is made of, in the order of the request.', simple: true })
  components!: CompositeComponent[];

  @Field(() => [CompositeExclusion], { description: 'The municipalities that are not scored, by code.', simple: true })
  excluded!: CompositeExclusion[];

  /** All of them, the best first. */
  ranked!: CompositeScore[];
}
