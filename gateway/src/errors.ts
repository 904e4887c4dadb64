import { GraphQLError } from 'graphql';
import { guardErrors } from './guard/errors.js';

export interface GatewayErrorEntry {
  readonly description: string;
  /** HTTP status of a response that has only this error. */
  readonly http?: number;
}

/** Every error code of the gateway. A code never changes its meaning. */
export const gatewayErrors = {
  SUBGRAPH_UNREACHABLE: {
    description: 'A subgraph could not be reached. The fields that it owns are null; the rest of the answer stands.',
  },
  SUBGRAPH_TIMEOUT: { description: 'A subgraph did not answer in time. The fields that it owns are null.' },
  SUBGRAPH_BAD_RESPONSE: {
    description: 'A subgraph answered something that is not a GraphQL response: another status, not JSON, no data.',
  },
  SUBGRAPH_RESPONSE_TOO_LARGE: { description: 'A subgraph answered more bytes than the gateway accepts.' },
  SUBGRAPH_ERROR: { description: 'A subgraph reported an error without a code of its own.' },
  SUBGRAPH_INVALID_VALUE: { description: 'A subgraph answered a value that is not of its field’s type.' },
  NULL_IN_NON_NULL: {
    description: 'A field that is never null had no value. The nearest nullable parent became null.',
  },
  REVISIONS_MIXED: {
    description:
      'A subgraph responded to one request at two of its revisions in every attempt. The fields that it owns are null.',
  },
  REQUEST_CANCELLED: { description: 'The client went away before the answer was ready.' },
  MEDIA_TYPE_UNACCEPTABLE: {
    description: 'The request accepts neither application/json nor application/graphql-response+json. Nothing was run.',
    http: 406,
  },
  OPERATION_UNKNOWN: {
    description:
      'The document has no operation of the name that the request gives, or has several and the request names none.',
    http: 400,
  },
  OPERATION_INVALID: { description: 'The document cannot be parsed or does not fit the schema.', http: 400 },
  OPERATION_UNSUPPORTED: {
    description: 'Subscriptions are not served by this gateway, nor are mutations where the schema has none.',
    http: 400,
  },
  OPERATION_UNPLANNABLE: {
    description: 'The operation fits the schema but could not be planned over the subgraphs.',
    http: 500,
  },
  PLAN_INVALID: {
    description:
      'The plan of the operation would give a wrong response and was not run (CHECK_PLANS). The message names the first violation. Report it with the operation and the supergraph.',
    http: 500,
  },
  NAME_REFUSED: {
    description:
      '`__proto__` is a name in the operation that is not an alias, or `__typename` is an alias of another field.',
    http: 400,
  },
  BAD_USER_INPUT: { description: 'A variable does not fit its type.', http: 400 },
  PERMALINK_UNKNOWN: { description: 'There is no permalink of this id.', http: 404 },
  PERMALINK_REFUSED: {
    description: 'A permalink was asked of what is no operation, or of one whose answer has an error.',
    http: 422,
  },
  PERMALINK_LOST: {
    description: 'The permalink cites a revision that a failover or a restore of a backup lost.',
    http: 410,
  },
  PERMALINK_TOO_LARGE: { description: 'The permalink has more bytes than the gateway stores.', http: 413 },
  PERMALINK_QUOTA: {
    description: 'The client has stored as many bytes of permalinks as it may in one day.',
    http: 429,
  },
  PERMALINKS_FULL: { description: 'The permalinks kept here take all the room that they may have.', http: 507 },
  LOG_UNKNOWN: { description: 'There is no subgraph of this name, or it keeps no log.', http: 404 },
  LOG_UNREACHABLE: {
    description: 'The subgraph whose log was asked for does not answer, or not as a log does. Ask again.',
    http: 503,
  },
  AS_OF_UNREADABLE: { description: 'The moment whose state was asked for is not one.', http: 400 },
  AS_OF_FUTURE: { description: 'The moment whose state was asked for has not come yet.', http: 400 },
  AS_OF_TWICE: {
    description: 'The request asks for the state as of two moments: by its header, its address, its operation.',
    http: 400,
  },
  AS_OF_MUTATION: { description: 'A mutation changes the present, and was asked as of a moment past.', http: 400 },
  SUPERGRAPH_UNSUPPORTED: {
    description:
      'The supergraph links a feature for SECURITY or EXECUTION that the gateway does not implement, or protects fields with @authenticated, @requiresScopes or @policy and the gateway has no settings for tokens. The gateway does not serve it.',
  },
  JWT_SETTINGS_INVALID: {
    description:
      'JWT_JWKS names no readable key set, or JWT_ISSUER or JWT_AUDIENCE is missing beside it. The gateway does not start.',
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    description: 'The client may not read the field, or the type that it returns. The field is null.',
  },
  TOKEN_INVALID: {
    description:
      'The request has an Authorization header whose bearer token is expired, is not signed by a known key, or is not for this gateway.',
    http: 401,
  },
  TOKEN_KEYS_UNAVAILABLE: {
    description: 'The keys that tokens are verified with could not be read. Send the request again.',
    http: 503,
  },
  SUPERGRAPH_UNREADABLE: { description: 'The supergraph cannot be read or planned over. The gateway does not start.' },
  ...guardErrors,
} as const satisfies Record<string, GatewayErrorEntry>;

export type GatewayErrorCode = keyof typeof gatewayErrors;

/** An error that stops the gateway at its start, with a code of the catalogue and one sentence for the operator. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;

  constructor(code: GatewayErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Returns an error for the client. The HTTP status of its entry becomes that of the response. The cause is only logged. */
export function clientError(code: GatewayErrorCode, message: string, cause?: unknown): GraphQLError {
  const { http }: GatewayErrorEntry = gatewayErrors[code];
  const originalError = cause instanceof Error ? cause : undefined;
  return new GraphQLError(message, { extensions: { code, ...(http && { http: { status: http } }) }, originalError });
}
