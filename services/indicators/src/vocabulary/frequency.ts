import { registerEnumType } from 'type-graphql';

export enum Frequency {
  MONTHLY = 'MONTHLY',
  ANNUAL = 'ANNUAL',
  TRIENNIAL = 'TRIENNIAL',
  QUINQUENNIAL = 'QUINQUENNIAL',
  DECENNIAL = 'DECENNIAL',
  IRREGULAR = 'IRREGULAR',
}

registerEnumType(Frequency, {
  name: 'Frequency',
  description: 'The publication frequency of an indicator.',
  valuesConfig: {
    MONTHLY: { description: 'Every month.' },
    ANNUAL: { description: 'Every year.' },
    TRIENNIAL: { description: 'Every three years.' },
    QUINQUENNIAL: { description: 'Every five years.' },
    DECENNIAL: { description: 'Every ten years.' },
    IRREGULAR: { description: 'At irregular intervals, or once.' },
  },
});
