import { Field, Int, ObjectType } from 'type-graphql';
import { Polarity } from '../vocabulary/polarity.js';

@ObjectType({
  description:
    'A place in a ranking. 1 is the best by the polarity of the indicator, and the largest where it is NEUTRAL. Equals share a place, and as many places after it are left free: 1, 2, 2, 4.',
})
export class Rank {
  @Field(() => Int, { description: 'The place, from 1.', simple: true })
  position!: number;

  @Field(() => Int, { description: 'How many are ranked.', simple: true })
  of!: number;

  @Field(() => Boolean, { description: 'Whether others share the place.', simple: true })
  tied!: boolean;
}

export interface Ranked extends Rank {
  municipalityCode: string;
  value: number;
}

/** Ranks what is known, best first; equals by the code of the municipality. */
export function rank(
  values: Iterable<readonly [municipalityCode: string, value: number]>,
  polarity: Polarity,
): Ranked[] {
  const sign = polarity === Polarity.LOWER_IS_BETTER ? 1 : -1;
  const ranked = Array.from(values, ([municipalityCode, value]) => ({
    municipalityCode,
    value,
    position: 0,
    of: 0,
    tied: false,
  }));
  ranked.sort((a, b) => sign * (a.value - b.value) || (a.municipalityCode < b.municipalityCode ? -1 : 1));
  for (const [index, each] of ranked.entries()) {
    const before = ranked[index - 1];
    each.of = ranked.length;
    each.position = before?.value === each.value ? before.position : index + 1;
    each.tied = before?.value === each.value || ranked[index + 1]?.value === each.value;
  }
  return ranked;
}
