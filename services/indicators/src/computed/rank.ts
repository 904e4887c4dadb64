import { Field, Int, ObjectType } from 'type-graphql';
import { Polarity } from '../vocabulary/polarity.js';

@ObjectType({
  description:
    'A position in a ranking. Position 1 is the best value by the polarity of the indicator, or the largest if it is NEUTRAL. Equal values share a position, and the following positions stay free: 1, 2, 2, 4.',
})
export class Rank {
  @Field(() => Int, { description: 'The position, from 1.', simple: true })
  position!: number;

  @Field(() => Int, { description: 'Number of ranked municipalities.', simple: true })
  rankedCount!: number;

  @Field(() => Boolean, { description: 'Whether other municipalities share the position.', simple: true })
  isTied!: boolean;
}

export interface RankedValue {
  municipalityCode: string;
  value: number;
  rank: Rank;
}

/** Ranks known values, position 1 first; equal values by municipality code. */
export function rank(
  values: Iterable<readonly [municipalityCode: string, value: number]>,
  polarity: Polarity,
): RankedValue[] {
  const sign = polarity === Polarity.LOWER_IS_BETTER ? 1 : -1;
  const sorted = [...values].sort(([a, x], [b, y]) => sign * (x - y) || (a < b ? -1 : 1));
  let position = 0;
  return sorted.map(([municipalityCode, value], index) => {
    const isTiedBefore = sorted[index - 1]?.[1] === value;
    if (!isTiedBefore) position = index + 1;
    const isTied = isTiedBefore || sorted[index + 1]?.[1] === value;
    return { municipalityCode, value, rank: { position, rankedCount: sorted.length, isTied } };
  });
}
