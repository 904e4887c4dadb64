import { registerEnumType } from 'type-graphql';
import { Polarity } from './polarity.js';

export enum Direction {
  HIGHER_IS_BETTER = 'HIGHER_IS_BETTER',
  LOWER_IS_BETTER = 'LOWER_IS_BETTER',
}

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Which way of a component counts as the better one in a composite index.',
  valuesConfig: {
    HIGHER_IS_BETTER: { description: 'The highest value scores 1, the lowest 0.' },
    LOWER_IS_BETTER: { description: 'The lowest value scores 1, the highest 0.' },
  },
});

/** The direction that a polarity implies; undefined where it implies none. */
export const directionOf = (polarity: Polarity): Direction | undefined =>
  polarity === Polarity.NEUTRAL ? undefined : Direction[polarity];
