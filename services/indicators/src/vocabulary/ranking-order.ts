import { registerEnumType } from 'type-graphql';

export enum RankingOrder {
  POSITION_ASC = 'POSITION_ASC',
  POSITION_DESC = 'POSITION_DESC',
}

registerEnumType(RankingOrder, {
  name: 'RankingOrder',
  description: 'The order of a ranking. It does not change positions.',
  valuesConfig: {
    POSITION_ASC: { description: 'Position 1 first. Ties are in ascending order of municipality code.' },
    POSITION_DESC: { description: 'Last position first. Ties are in descending order of municipality code.' },
  },
});
