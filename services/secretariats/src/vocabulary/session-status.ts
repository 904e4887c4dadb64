import { registerEnumType } from 'type-graphql';

export enum SessionStatus {
  SCHEDULED = 'SCHEDULED',
  HELD = 'HELD',
  CANCELLED = 'CANCELLED',
  NOT_HELD = 'NOT_HELD',
}

registerEnumType(SessionStatus, {
  name: 'SessionStatus',
  description: 'Whether a session took place.',
  valuesConfig: {
    SCHEDULED: { description: 'The calendar provides for it. No source says yet whether it took place.' },
    HELD: { description: 'It took place.' },
    CANCELLED: { description: 'It was cancelled or postponed in advance.' },
    NOT_HELD: { description: 'It did not take place, for example for lack of quorum.' },
  },
});
