import { CabildoError } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';

const MOST_BINS = 50;

@ObjectType({ description: 'How many values lie between two bounds.' })
export class HistogramBin {
  @Field(() => Float, { description: 'The lower bound, which is within it.', simple: true })
  from!: number;

  @Field(() => Float, { description: 'The upper bound, which is within the last only.', simple: true })
  to!: number;

  @Field(() => Int, { description: 'How many municipalities have a value within it.', simple: true })
  count!: number;
}

/** Bins of equal width from the smallest value to the largest; one of no width where all values are equal. */
export function histogram(values: readonly number[], bins: number): HistogramBin[] {
  if (bins < 1 || bins > MOST_BINS)
    throw new CabildoError('BAD_ARGUMENT', `bins: ${bins} was asked for; a histogram has 1 to ${MOST_BINS}.`);
  if (values.length === 0) return [];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  if (min === max) return [{ from: min, to: max, count: values.length }];
  const bounds = Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? max : min + ((max - min) * index) / bins,
  );
  const made = Array.from({ length: bins }, (_, index) => ({ from: bounds[index]!, to: bounds[index + 1]!, count: 0 }));
  for (const value of values) made.findLast(({ from }) => from <= value)!.count += 1;
  return made;
}
