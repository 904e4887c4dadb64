import { registerEnumType } from 'type-graphql';

export enum ChangeOrder {
  IMPROVEMENT_DESC = 'IMPROVEMENT_DESC',
  IMPROVEMENT_ASC = 'IMPROVEMENT_ASC',
  ABSOLUTE_DESC = 'ABSOLUTE_DESC',
  ABSOLUTE_ASC = 'ABSOLUTE_ASC',
}

registerEnumType(ChangeOrder, {
  name: 'ChangeOrder',
  description: 'The order of a list of changes. Equal changes are in the order of municipality codes.',
  valuesConfig: {
    IMPROVEMENT_DESC: {
      description: 'Greatest improvement first, by the polarity of the indicator. As ABSOLUTE_DESC if it is NEUTRAL.',
    },
    IMPROVEMENT_ASC: {
      description: 'Greatest deterioration first, by the polarity of the indicator. As ABSOLUTE_ASC if it is NEUTRAL.',
    },
    ABSOLUTE_DESC: { description: 'Greatest increase first.' },
    ABSOLUTE_ASC: { description: 'Greatest decrease first.' },
  },
});
