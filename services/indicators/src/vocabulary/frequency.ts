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
  description: 'How often an indicator is published.',
  valuesConfig: {
    MONTHLY: { description: 'Every month.' },
    ANNUAL: { description: 'Every year.' },
    TRIENNIAL: { description: 'Every three years.' },
    QUINQUENNIAL: { description: 'Every five years.' },
    DECENNIAL: { description: 'Every ten years.' },
    IRREGULAR: { description: 'At no fixed interval, or once.' },
  },
});
