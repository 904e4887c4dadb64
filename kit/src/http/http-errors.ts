import { GraphQLError } from 'graphql';

/** Error codes of HTTP requests that fail before they are executed, and of a server that cannot listen. */
export const httpErrors = {
  PUBLICATION_FAILED: {
    description:
      'The database aborted a publication, for example because it stopped or its disk is full. Nothing was published.',
    http: 503,
  },
  PUBLICATION_UNKNOWN: {
    description: 'The connection to the database broke during COMMIT, and the outcome of the publication is not known.',
    http: 503,
  },
  BODY_TOO_LARGE: { description: 'The request body is too large.', http: 413 },
  BODY_UNREADABLE: { description: 'The request body is not a JSON object in UTF-8.', http: 400 },
  BODY_TOO_SLOW: { description: 'The request body did not arrive in time.', http: 408 },
  REQUEST_TOO_SLOW: { description: 'The request or its headers did not arrive in time.', http: 408 },
  HEADERS_TOO_LARGE: {
    description: 'The request line and headers are larger than 16 KiB.',
    http: 431,
  },
  REQUEST_UNREADABLE: { description: 'The request is not valid HTTP.', http: 400 },
  BODY_ENCODED: {
    description: 'The request body is compressed, which is not supported: a small body could expand to a huge one.',
    http: 415,
  },
  MEDIA_TYPE_UNSUPPORTED: { description: 'A POST must have the content type application/json.', http: 415 },
  UNSIGNED: { description: 'A subgraph accepts only calls signed by the gateway.', http: 401 },
  METRICS_REFUSED: { description: 'The metrics of a subgraph require their token.', http: 401 },
  PATH_UNKNOWN: { description: 'Nothing is served at this path. GraphQL is at / and /graphql.', http: 404 },
  PUBLISHER_UNKNOWN: { description: 'The token of an upload belongs to no publisher.', http: 401 },
  DATASET_NOT_YOURS: { description: 'The token of the publisher does not permit this dataset.', http: 403 },
  UPLOAD_UNREADABLE: {
    description: 'An upload is not a complete multipart body with files, a source and, if needed, a mapping.',
    http: 400,
  },
  UPLOADS_BUSY: {
    description: 'Too many concurrent uploads. Nothing of this one was read; retry after the seconds in `Retry-After`.',
    http: 503,
  },
  PORT_TAKEN: { description: 'Another process already listens on the port.' },
  PORT_REFUSED: { description: 'The operating system does not permit this process to listen on the port or address.' },
} as const satisfies Record<string, { description: string; http?: number }>;

type Refusal = Exclude<keyof typeof httpErrors, 'PORT_TAKEN' | 'PORT_REFUSED'>;

/** Creates an error whose response has the HTTP status of its code. */
export const refusal = (code: Refusal, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: httpErrors[code].http } } });

/** A server cannot listen. The message is for the operator. */
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
