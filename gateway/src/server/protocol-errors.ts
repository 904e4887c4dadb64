import type { GatewayErrorEntry } from '../errors.js';

/** The error codes of Apollo Server, for requests that it rejects before execution. */
export const protocolErrors = {
  BAD_REQUEST: {
    description:
      'The request is not a well-formed GraphQL request, or CSRF prevention stopped it, or a GET has an operation that is not a query (status 405).',
    http: 400,
  },
  GRAPHQL_PARSE_FAILED: { description: 'The document cannot be parsed.', http: 400 },
  GRAPHQL_VALIDATION_FAILED: { description: 'The document is not valid against the schema.', http: 400 },
  OPERATION_RESOLUTION_FAILURE: {
    description: 'The document has no operation with the requested name, or has several and the request names none.',
    http: 400,
  },
} as const satisfies Record<string, GatewayErrorEntry>;
