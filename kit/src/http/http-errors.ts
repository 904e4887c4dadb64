import { GraphQLError } from 'graphql';

/** What an HTTP request may be refused for before it is an operation, and why a process may not listen. */
export const httpErrors = {
  PUBLICATION_FAILED: {
    description:
      'The database ended a publication: it is lost, cut off, or its disk is full. What stood before stands.',
    http: 503,
  },
  BODY_TOO_LARGE: { description: 'The request’s body has more bytes than are accepted.', http: 413 },
  BODY_UNREADABLE: { description: 'The request’s body is not a JSON object in UTF-8.', http: 400 },
  BODY_TOO_SLOW: { description: 'The request’s body did not arrive in time.', http: 408 },
  REQUEST_TOO_SLOW: { description: 'A request, or its headers, did not arrive in time.', http: 408 },
  HEADERS_TOO_LARGE: {
    description: 'The headers of a request, its address among them, have more bytes than are accepted: 16 KiB.',
    http: 431,
  },
  REQUEST_UNREADABLE: { description: 'What was sent is not HTTP.', http: 400 },
  BODY_ENCODED: {
    description: 'The request’s body is compressed, which is not accepted: a small one may hold a huge one.',
    http: 415,
  },
  MEDIA_TYPE_UNSUPPORTED: { description: 'A POST must have the content type application/json.', http: 415 },
  UNSIGNED: { description: 'A subgraph answers only the gateway, and the call is not signed by it.', http: 401 },
  METRICS_REFUSED: { description: 'A subgraph tells its metrics to whoever has their token.', http: 401 },
  PATH_UNKNOWN: { description: 'Nothing is served at this path. GraphQL is at / and /graphql.', http: 404 },
  PUBLISHER_UNKNOWN: { description: 'Files are taken from publishers only, and the token is of none.', http: 401 },
  DATASET_NOT_YOURS: { description: 'The token of the publisher is not for this dataset.', http: 403 },
  UPLOAD_UNREADABLE: {
    description: 'An upload is no whole multipart body with files, a source, and a mapping where one is needed.',
    http: 400,
  },
  UPLOADS_BUSY: {
    description:
      'As many uploads are on the way as are taken at once. Nothing of this one was read; `Retry-After` says when to send it again.',
    http: 503,
  },
  PORT_TAKEN: { description: 'Another process listens on the port.' },
  PORT_REFUSED: { description: 'The system does not let this process listen on the port or address.' },
} as const satisfies Record<string, { description: string; http?: number }>;

type Refusal = Exclude<keyof typeof httpErrors, 'PORT_TAKEN' | 'PORT_REFUSED'>;

/** An error that is the whole answer, with the status of its code. */
export const refusal = (code: Refusal, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: httpErrors[code].http } } });

/** Why a process may not listen: one sentence for whoever started it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  constructor(
    readonly code: 'PORT_TAKEN' | 'PORT_REFUSED',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
