import { registerEnumType } from 'type-graphql';

export enum Polarity {
  HIGHER_IS_BETTER = 'HIGHER_IS_BETTER',
  LOWER_IS_BETTER = 'LOWER_IS_BETTER',
  NEUTRAL = 'NEUTRAL',
}

registerEnumType(Polarity, {
  name: 'Polarity',
  description:
    'Whether higher or lower values of an indicator are better. Assigned by the catalogue of this hub, not by the publisher of the values.',
  valuesConfig: {
    HIGHER_IS_BETTER: { description: 'Higher values are better.' },
    LOWER_IS_BETTER: { description: 'Lower values are better.' },
    NEUTRAL: { description: 'Neither is better: the indicator measures size.' },
  },
});
