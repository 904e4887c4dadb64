import { registerEnumType } from 'type-graphql';

export enum Completion {
  NO_EVIDENCE = 'NO_EVIDENCE',
  NOT_STARTED = 'NOT_STARTED',
  LIMITED = 'LIMITED',
  SUBSTANTIAL = 'SUBSTANTIAL',
  COMPLETE = 'COMPLETE',
}

registerEnumType(Completion, {
  name: 'Completion',
  description: 'The degree of completion of a commitment or milestone, according to its evaluation.',
  valuesConfig: {
    NO_EVIDENCE: { description: 'The evaluation found no evidence.' },
    NOT_STARTED: { description: 'No action was taken.' },
    LIMITED: { description: 'Some of the actions were completed.' },
    SUBSTANTIAL: { description: 'Most of the actions were completed.' },
    COMPLETE: { description: 'All actions were completed.' },
  },
});

export enum Novelty {
  NEW = 'NEW',
  CONTINUATION = 'CONTINUATION',
}

registerEnumType(Novelty, {
  name: 'Novelty',
  description: 'Whether a commitment is new or continues an earlier one.',
  valuesConfig: {
    NEW: { description: 'It starts something new.' },
    CONTINUATION: { description: 'It continues an earlier plan or programme.' },
  },
});

export enum EarlyResults {
  NONE_NOTABLE = 'NONE_NOTABLE',
  MODERATE = 'MODERATE',
  SIGNIFICANT = 'SIGNIFICANT',
}

registerEnumType(EarlyResults, {
  name: 'EarlyResults',
  description: 'The results of a commitment by the time of its evaluation.',
  valuesConfig: {
    NONE_NOTABLE: { description: 'No notable results.' },
    MODERATE: { description: 'Moderate results.' },
    SIGNIFICANT: { description: 'Significant results.' },
  },
});
