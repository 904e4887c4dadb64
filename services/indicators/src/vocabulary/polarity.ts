import { registerEnumType } from 'type-graphql';

export enum Polarity {
  HIGHER_IS_BETTER = 'HIGHER_IS_BETTER',
  LOWER_IS_BETTER = 'LOWER_IS_BETTER',
  NEUTRAL = 'NEUTRAL',
}

registerEnumType(Polarity, {
  name: 'Polarity',
  description:
    'Which way of an indicator is the better one. The catalogue assigns it, not the publisher of the figures.',
  valuesConfig: {
    HIGHER_IS_BETTER: { description: 'The higher the value, the better.' },
    LOWER_IS_BETTER: { description: 'The lower the value, the better.' },
    NEUTRAL: { description: 'Neither way is better: a size, not a merit.' },
  },
});
