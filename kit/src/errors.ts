import { GraphQLError } from 'graphql';

/** Explains an error code in `schema/errors.md`. A code never changes its meaning. */
export interface ErrorDescription {
  readonly description: string;
  readonly remedy: string;
}

export const errors = {
  BAD_ARGUMENT: {
    description: 'An argument has a value that the field does not accept.',
    remedy: 'The message says what arrived and what is accepted.',
  },
  BAD_CURSOR: {
    description: 'The `after` argument is not a cursor of this connection in this ordering.',
    remedy: 'Pass an `endCursor` or a `cursor` of a response with the same `orderBy`, or omit `after`.',
  },
  BAD_PAGE_SIZE: {
    description: 'The `first` argument is below 1 or above the page size that the connection allows.',
    remedy: 'Request a size within the limits in the message, and follow `endCursor` for more.',
  },
  NOT_FOUND: {
    description: 'Nothing is recorded under the requested code or id.',
    remedy: 'Look up the code in the list that the message names.',
  },
  INCOMPARABLE: {
    description: 'The request compares or combines two values that, by their source, are not comparable.',
    remedy: 'Choose periods of one series, or indicators that both have values for the period.',
  },
  AS_OF_UNREADABLE: {
    description: 'The requested as-of moment cannot be parsed.',
    remedy:
      'Write it as RFC 3339 with an offset, such as 2025-06-01T00:00:00Z, or as a day, which means its start in UTC.',
  },
  AS_OF_FUTURE: {
    description: 'The requested as-of moment is in the future.',
    remedy: 'Request a moment in the past, or omit it for the newest state.',
  },
  AS_OF_TOO_EARLY: {
    description: 'The requested as-of moment is before the first revision of the subgraph.',
    remedy:
      'Request `extensions.firstRevision.publishedAt` or later. If the response comes from several subgraphs, request `extensions.asOf.since` or later.',
  },
  LOG_BUSY: {
    description: 'The log of a subgraph has too many concurrent requests.',
    remedy: 'Retry after the seconds in the `Retry-After` header.',
  },
  CUT_SHORT: {
    description:
      'The operation was cancelled: the timeout of the caller expired, the caller disconnected, or the database cancelled a statement.',
    remedy: 'Request less at once, or retry.',
  },
  LOG_BROKEN: {
    description: 'The tables of a subgraph differ from its log.',
    remedy: 'The operator runs `hub verify`, which reports what was changed. Trust only a head that was saved before.',
  },
  DATABASE_UNAVAILABLE: {
    description: 'The subgraph cannot reach its database.',
    remedy: 'Nothing is lost. Retry later; the operator finds the cause in the process log.',
  },
  INTERNAL_SERVER_ERROR: {
    description: 'An unexpected failure. The cause is in the process log, never in the response.',
    remedy: 'Retry. If it persists, report it with the time of the request.',
  },
} as const satisfies Record<string, ErrorDescription>;

export type ErrorCode = keyof typeof errors;

/** An error that is sent to clients: a code of the catalogue and a message. */
export class CabildoError extends GraphQLError {
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; extensions?: object } = {}) {
    super(message, { extensions: { code, ...options.extensions } });
    if (options.cause !== undefined) this.cause = options.cause;
  }
}

export const notFound = (what: string, key: string, list: string) =>
  new CabildoError('NOT_FOUND', `No ${what} is recorded under "${key}". Query.${list} lists the recorded ones.`);
