import type { Guide } from './entry.js';

/** Errors of an HTTP server, of Apollo Server, and examples of errors of a subgraph. */
export const httpGuide: Readonly<Record<string, Guide>> = {
  BAD_REQUEST: [
    'Send a JSON body with "query", or a GET request with the header apollo-require-preflight.',
    'The request has no query.',
  ],
  GRAPHQL_PARSE_FAILED: [
    'Correct the syntax at the position in the message.',
    'Syntax Error: Expected Name, found "}".',
  ],
  GRAPHQL_VALIDATION_FAILED: [
    'Correct the operation; the message names the field or argument.',
    'Cannot query field "nombre" on type "Municipality".',
  ],
  OPERATION_RESOLUTION_FAILURE: [
    'Send the operationName of one operation of the document.',
    'Unknown operation named "Q".',
  ],
  PUBLICATION_UNKNOWN: [
    'Send the files again later. Files that are already published create no new revision.',
    'The connection broke during COMMIT, and the database cannot be reached: the publication may be complete.',
  ],
  BODY_TOO_LARGE: ['Send a smaller body; variables count too.', 'The body has more than 262144 bytes.'],
  BODY_UNREADABLE: ['Send a JSON object in UTF-8.', 'The body is not JSON.'],
  BODY_TOO_SLOW: ['Send the body again, over a faster connection.', 'The body did not arrive within 10000 ms.'],
  REQUEST_TOO_SLOW: ['Send the request again.', 'The request did not arrive in time.'],
  HEADERS_TOO_LARGE: ['Send the operation by POST; send fewer cookies.', 'The headers have more than 16 KiB.'],
  REQUEST_UNREADABLE: ['Use an HTTP client; for TLS, connect to the proxy.', 'The request is not HTTP.'],
  BODY_ENCODED: ['Send the body without Content-Encoding.', 'The body has the content encoding "gzip".'],
  MEDIA_TYPE_UNSUPPORTED: [
    'Send Content-Type: application/json.',
    'A POST must have the content type application/json; this one has none.',
  ],
  UNSIGNED: [
    'Send operations to the gateway. The operator checks that both have the same key.',
    'The call is not signed.',
  ],
  METRICS_REFUSED: [
    'Send the token of METRICS_TOKEN.',
    'Send the token of METRICS_TOKEN, as "Authorization: Bearer <token>".',
  ],
  PATH_UNKNOWN: ['Use a path that the message lists.', 'Nothing is served at this path; there are /, /graphql.'],
  PUBLISHER_UNKNOWN: [
    'Send the token of a publisher as "Authorization: Bearer <token>".',
    'The token belongs to no publisher.',
  ],
  DATASET_NOT_YOURS: [
    'Use the token of the publisher of this dataset.',
    'The publisher coneval may not publish authority.',
  ],
  UPLOAD_UNREADABLE: [
    'Send multipart/form-data with "source" and "file".',
    'The upload cannot be read: Unexpected end of form.',
  ],
  UPLOADS_BUSY: ['Wait for the seconds in Retry-After, then send it again.', '4 uploads are under way.'],
  BAD_ARGUMENT: ['', 'dataset: "observacion" is unknown.'],
  BAD_CURSOR: ['', 'after: "abc" is not a cursor of this list in this ordering.'],
  BAD_PAGE_SIZE: ['', 'first: 5000; a page has 1 to 1000.'],
  NOT_FOUND: ['', 'No indicator is recorded under "pobresa". Query.indicators lists those that are.'],
  INCOMPARABLE: ['', 'The series of 2008 and 2020 of pobreza_pct cannot be compared.'],
  AS_OF_TOO_EARLY: ['', 'The first revision of indicators is of 2026-11-20T10:00:00Z.'],
  LOG_BUSY: ['', 'The log has as many requests as it accepts at once.'],
  CUT_SHORT: ['', 'The database ended the statement before it was done.'],
  LOG_BROKEN: ['', 'The log of indicators lacks node 3/0.'],
  DATABASE_UNAVAILABLE: ['', 'The database of this subgraph cannot be reached.'],
  INTERNAL_SERVER_ERROR: ['', 'Internal server error'],
};
