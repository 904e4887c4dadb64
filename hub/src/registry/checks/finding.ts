import { CheckSeverity } from '@cabildo/registry';

/** What a check found in a proposed schema. */
export interface CheckFinding {
  readonly severity: CheckSeverity;
  readonly code: CheckCode;
  /** Schema coordinate, such as `Municipality.wells`. */
  readonly coordinate?: string;
  /** Line of the proposed schema, from 1. */
  readonly line?: number;
  /** The agency or subgraph that owns the element. */
  readonly owner?: string;
  readonly message: string;
}

/** Codes of findings. A code never changes its meaning. */
export const checkCodes = {
  SCHEMA_UNREADABLE: 'The proposed schema is not GraphQL.',
  COMPOSITION: 'The proposed schema does not compose with the other subgraphs.',
  CONTRACT: 'The proposed schema changes an element that another subgraph owns.',
  OVERRIDES_OTHERS: 'The proposed schema takes a field from another subgraph with @override.',
  BREAKS_USAGE: 'The change breaks operations that clients sent in the last days.',
  BREAKING: 'The change is breaking, and no client used the element in the last days.',
  NOT_NULLABLE: 'A field that the subgraph adds to a shared type or to a root type is not nullable.',
  NO_DESCRIPTION: 'An element has no description.',
  NAMING: 'A name does not follow the naming convention.',
  NO_KEY: 'A type that fields return in lists has no @key and no id.',
  LIVE: 'The running server does not behave as a subgraph of the hub must.',
  NEEDS_APPROVAL: 'A steward must approve this before it is served.',
} as const;

export type CheckCode = keyof typeof checkCodes;

export const error = (code: CheckCode, message: string, at: Partial<CheckFinding> = {}): CheckFinding => ({
  ...at,
  severity: CheckSeverity.ERROR,
  code,
  message,
});

export const warning = (code: CheckCode, message: string, at: Partial<CheckFinding> = {}): CheckFinding => ({
  ...at,
  severity: CheckSeverity.WARNING,
  code,
  message,
});
