import type { GatewayErrorEntry } from '../errors.js';

/** What Apollo Server refuses by codes of its own, before anything is run. */
export const protocolErrors = {
  BAD_REQUEST: {
    description:
      'The request is no operation; or another site’s page could have sent it (CSRF); or it asks by GET for what is no query, with the status 405.',
    http: 400,
  },
  GRAPHQL_PARSE_FAILED: { description: 'The text of the operation is not GraphQL.', http: 400 },
  GRAPHQL_VALIDATION_FAILED: { description: 'The operation does not fit the schema.', http: 400 },
  OPERATION_RESOLUTION_FAILURE: {
    description:
      'The document has no operation of the name that the request gives, or has several and the request names none.',
    http: 400,
  },
} as const satisfies Record<string, GatewayErrorEntry>;
