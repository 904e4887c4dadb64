import { registerEnumType } from 'type-graphql';

export enum CommitmentOrder {
  RELEVANCE = 'RELEVANCE',
  TITLE = 'TITLE',
  START_DESC = 'START_DESC',
  START_ASC = 'START_ASC',
  END_DESC = 'END_DESC',
  END_ASC = 'END_ASC',
}

registerEnumType(CommitmentOrder, {
  name: 'CommitmentOrder',
  description: 'The order of a list of commitments. Unknown dates sort last.',
  valuesConfig: {
    RELEVANCE: {
      description: 'By similarity to `search`, most similar first; by start, newest first, without `search`.',
    },
    TITLE: { description: 'By title, without regard to case and accents.' },
    START_DESC: { description: 'By start, newest first.' },
    START_ASC: { description: 'By start, oldest first.' },
    END_DESC: { description: 'By end, newest first.' },
    END_ASC: { description: 'By end, oldest first.' },
  },
});
