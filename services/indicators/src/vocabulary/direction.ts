import { registerEnumType } from 'type-graphql';
import { Polarity } from './polarity.js';

export enum Direction {
  HIGHER_IS_BETTER = 'HIGHER_IS_BETTER',
  LOWER_IS_BETTER = 'LOWER_IS_BETTER',
}

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Whether high or low values raise the composite score.',
  valuesConfig: {
    HIGHER_IS_BETTER: { description: 'The highest value scores 1, the lowest 0.' },
    LOWER_IS_BETTER: { description: 'The lowest value scores 1, the highest 0.' },
  },
});

/** The direction of a polarity; undefined for NEUTRAL. */
export const directionOf = (polarity: Polarity): Direction | undefined =>
  polarity === Polarity.NEUTRAL ? undefined : Direction[polarity];
