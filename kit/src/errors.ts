import { GraphQLError } from 'graphql';

/** What a code means, for `schema/errors.md`. A code never changes its meaning. */
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
    remedy: 'Pass an `endCursor` or a `cursor` of an answer with the same `orderBy`, or leave `after` out.',
  },
  BAD_PAGE_SIZE: {
    description: 'The `first` argument is below 1 or above the page size that the connection allows.',
    remedy: 'Ask for a size within the bounds that the message names, and follow `endCursor` for more.',
  },
  NOT_FOUND: {
    description: 'Nothing is recorded under the code or id that was asked for.',
    remedy: 'Look the code up in the list that the message names.',
  },
  INCOMPARABLE: {
    description: 'Two figures were to be compared or combined that the source says cannot be.',
    remedy: 'Choose periods of one series, or indicators that both have values for the period.',
  },
  AS_OF_UNREADABLE: {
    description: 'The moment whose state was asked for is not one.',
    remedy: 'Write it with its offset, such as 2025-06-01T00:00:00Z, or as a day, for its beginning in UTC.',
  },
  AS_OF_FUTURE: {
    description: 'The moment whose state was asked for has not come yet.',
    remedy: 'Ask for a moment past, or leave it out for the newest state.',
  },
  AS_OF_TOO_EARLY: {
    description: 'The moment whose state was asked for lies before the first revision of the subgraph.',
    remedy:
      'Ask as of `extensions.firstRevision.publishedAt` or later; of an answer from several subgraphs, as of `extensions.asOf.since` or later.',
  },
  LOG_BUSY: {
    description: 'More is asked of a log at once than it answers.',
    remedy: 'Ask again after the seconds that `Retry-After` names.',
  },
  CUT_SHORT: {
    description:
      'The work on an answer was ended before it was done: the time that the caller gave was up, it had left, or the database lets no statement run so long.',
    remedy: 'Ask for less at once, or ask again.',
  },
  LOG_BROKEN: {
    description: 'The tables of a subgraph do not hold what its log says that they hold.',
    remedy: 'Whoever runs the hub is told by `hub verify` what was changed. Trust a head that was saved before.',
  },
  DATABASE_UNAVAILABLE: {
    description: 'The subgraph cannot reach its database.',
    remedy: 'Nothing is lost. Ask again; the operator sees the cause in the log.',
  },
  INTERNAL_SERVER_ERROR: {
    description: 'Something failed that should not have. The cause stands in the log, never in the answer.',
    remedy: 'Ask again; report it with the time of the request if it stays.',
  },
} as const satisfies Record<string, ErrorDescription>;

export type ErrorCode = keyof typeof errors;

/** An error that a client may read: a code of the catalogue and a sentence of its own. */
export class CabildoError extends GraphQLError {
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; extensions?: object } = {}) {
    super(message, { extensions: { code, ...options.extensions } });
    if (options.cause !== undefined) this.cause = options.cause;
  }
}

export const notFound = (what: string, key: string, list: string) =>
  new CabildoError('NOT_FOUND', `No ${what} is recorded under "${key}". Query.${list} lists those that are.`);
