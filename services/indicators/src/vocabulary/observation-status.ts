import { registerEnumType } from 'type-graphql';

export enum ObservationStatus {
  OBSERVED = 'OBSERVED',
  ESTIMATED = 'ESTIMATED',
  NOT_AVAILABLE = 'NOT_AVAILABLE',
  CONFIDENTIAL = 'CONFIDENTIAL',
}

registerEnumType(ObservationStatus, {
  name: 'ObservationStatus',
  description: 'How a value was obtained, or why there is none.',
  valuesConfig: {
    OBSERVED: { description: 'Counted or measured.' },
    ESTIMATED: { description: 'Estimated from a sample or with a model.' },
    NOT_AVAILABLE: { description: 'The source publishes no value. It is unknown, not zero.' },
    CONFIDENTIAL: { description: 'The source knows the value and withholds it.' },
  },
});

/** Whether an observation with this status has a value. */
export const hasValue = (status: ObservationStatus) =>
  status === ObservationStatus.OBSERVED || status === ObservationStatus.ESTIMATED;
