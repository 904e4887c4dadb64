import { CabildoError } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { withoutNoise } from './statistics.js';

const MOST_BINS = 50;

@ObjectType({ description: 'A bin of a histogram: the number of values between two bounds.' })
export class HistogramBin {
  @Field(() => Float, { description: 'The lower bound, included.', simple: true })
  from!: number;

  @Field(() => Float, { description: 'The upper bound, included in the last bin only.', simple: true })
  to!: number;

  @Field(() => Int, { description: 'Number of municipalities with a value in the bin.', simple: true })
  count!: number;
}

/** Bins of equal width from the smallest to the largest value; one bin without width if all values are equal. */
export function histogram(values: readonly number[], bins: number): HistogramBin[] {
  if (bins < 1 || bins > MOST_BINS)
    throw new CabildoError('BAD_ARGUMENT', `bins: ${bins} is out of range. Expected 1 to ${MOST_BINS}.`);
  if (values.length === 0) return [];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  if (min === max) return [{ from: min, to: max, count: values.length }];
  const bounds = Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? max : withoutNoise(min + ((max - min) * index) / bins),
  );
  const made = Array.from({ length: bins }, (_, index) => ({ from: bounds[index]!, to: bounds[index + 1]!, count: 0 }));
  for (const value of values) made.findLast(({ from }) => from <= value)!.count += 1;
  return made;
}
