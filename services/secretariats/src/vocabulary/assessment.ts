import { registerEnumType } from 'type-graphql';

/** What an evaluation says of a commitment. */
export enum Completion {
  NO_EVIDENCE = 'NO_EVIDENCE',
  NOT_STARTED = 'NOT_STARTED',
  LIMITED = 'LIMITED',
  SUBSTANTIAL = 'SUBSTANTIAL',
  COMPLETE = 'COMPLETE',
}

registerEnumType(Completion, {
  name: 'Completion',
  description: 'How far a commitment or a milestone has been carried out, as its evaluation says.',
  valuesConfig: {
    NO_EVIDENCE: { description: 'The evaluation found no evidence by which to tell.' },
    NOT_STARTED: { description: 'Nothing has been done yet.' },
    LIMITED: { description: 'Something has been done; most has not.' },
    SUBSTANTIAL: { description: 'Most has been done.' },
    COMPLETE: { description: 'All has been done.' },
  },
});

export enum Novelty {
  NEW = 'NEW',
  CONTINUATION = 'CONTINUATION',
}

registerEnumType(Novelty, {
  name: 'Novelty',
  description: 'Whether a commitment is new or goes on from an earlier one.',
  valuesConfig: {
    NEW: { description: 'It begins something.' },
    CONTINUATION: { description: 'It goes on with what an earlier plan or programme began.' },
  },
});

export enum EarlyResults {
  NONE_NOTABLE = 'NONE_NOTABLE',
  MODERATE = 'MODERATE',
  SIGNIFICANT = 'SIGNIFICANT',
}

registerEnumType(EarlyResults, {
  name: 'EarlyResults',
  description: 'What a commitment had changed by the time of its evaluation.',
  valuesConfig: {
    NONE_NOTABLE: { description: 'No notable results.' },
    MODERATE: { description: 'Moderate results.' },
    SIGNIFICANT: { description: 'Significant results.' },
  },
});
