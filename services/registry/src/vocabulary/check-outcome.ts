import { registerEnumType } from 'type-graphql';

export enum CheckOutcome {
  PASSED = 'PASSED',
  FAILED = 'FAILED',
}

registerEnumType(CheckOutcome, {
  name: 'CheckOutcome',
  description: 'The result of checking a proposed version of a subgraph.',
  valuesConfig: {
    PASSED: { description: 'No finding of severity ERROR.' },
    FAILED: { description: 'At least one finding of severity ERROR: the version cannot be served.' },
  },
});

export enum CheckSeverity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}

registerEnumType(CheckSeverity, {
  name: 'CheckSeverity',
  description: 'Whether a finding of a check stops publication.',
  valuesConfig: {
    ERROR: { description: 'The version is not served until this is corrected.' },
    WARNING: { description: 'The version can be served. The owner should correct this.' },
  },
});
