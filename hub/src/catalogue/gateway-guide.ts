import type { Guide } from './entry.js';

const smaller = 'Split the operation into several smaller ones.';
const again = 'Send the request again.';

/** Errors of the gateway, and the ones of a subgraph that a response carries. */
export const gatewayGuide: Readonly<Record<string, Guide>> = {
  SUBGRAPH_UNREACHABLE: [
    'Send the request again later; the operator checks the subgraph.',
    'Subgraph "indicators" could not be reached (ECONNREFUSED).',
  ],
  SUBGRAPH_TIMEOUT: [
    'Request less at once, or send the request again.',
    'Subgraph "indicators" did not respond within 10000 ms.',
  ],
  SUBGRAPH_BAD_RESPONSE: [
    'The operator checks what the subgraph returns; hub audit tests it.',
    'Subgraph "wells" responded with HTTP 502.',
  ],
  SUBGRAPH_RESPONSE_TOO_LARGE: [
    'Request shorter pages; the operator can raise MAX_ANSWER_BYTES.',
    'Subgraph "wells" sent more than 67108864 bytes.',
  ],
  SUBGRAPH_ERROR: ['Read the message, which comes from the subgraph.', 'Well 12 is closed.'],
  SUBGRAPH_INVALID_VALUE: ['The owner of the subgraph corrects the value.', 'Well.depth: "deep" is not a Float.'],
  NULL_IN_NON_NULL: [
    'Read the other errors of the response, which name the reason.',
    'Cannot return null for non-nullable field Well.id.',
  ],
  SUBGRAPH_BUSY: [again, 'Subgraph "wells" has as many calls in flight as the gateway permits.'],
  SUBGRAPH_ADDRESS_REFUSED: [
    'Use a public https address; the operator can permit a network with SUBGRAPH_NETWORKS.',
    'Subgraph "wells" has the address 10.0.0.5, which is not public. Permit its network with SUBGRAPH_NETWORKS.',
  ],
  RESPONSE_TOO_LARGE: [
    'Request shorter pages or fewer fields.',
    'The response has more than 16777216 characters. Request shorter pages or fewer fields.',
  ],
  PERMALINK_TOO_LARGE: [
    'Create the permalink of a smaller operation.',
    'The permalink has 4194305 bytes; the maximum is 2097152. Request fewer fields.',
  ],
  PERMALINK_QUOTA: [
    'Create the next permalink tomorrow, or of a smaller operation.',
    'This client has stored 16777216 bytes of permalinks today, the maximum. Create the next one tomorrow.',
  ],
  REVISIONS_MIXED: [again, 'Subgraph "water" responded at two revisions in every attempt. Send the request again.'],
  REQUEST_CANCELLED: ['Keep the connection open until the response arrives.', 'The client closed the connection.'],
  MEDIA_TYPE_UNACCEPTABLE: [
    'Send Accept: application/graphql-response+json or application/json.',
    'The request accepts "text/html".',
  ],
  OPERATION_UNKNOWN: [
    'Send the operationName of one operation of the document.',
    'The document has 2 operations; the request names none.',
  ],
  OPERATION_INVALID: [
    'Correct the operation; the message has the position.',
    'Cannot query field "nombre" on type "Municipality".',
  ],
  OPERATION_UNSUPPORTED: ['Send a query.', 'This gateway does not serve subscriptions.'],
  OPERATION_UNPLANNABLE: [
    'Report the operation to the operator of the gateway.',
    'The operation could not be planned over the subgraphs.',
  ],
  PLAN_INVALID: [
    'Report the operation to the operator of the gateway.',
    'The plan of this operation is wrong and was not run. No fetch has places.density (Place.density).',
  ],
  NAME_REFUSED: ['Choose another name or alias.', '`__proto__` is not accepted as a name in an operation.'],
  BAD_USER_INPUT: ['Correct the variable that the message names.', 'Variable "$code" got invalid value 15.'],
  PERMALINK_UNKNOWN: ['Check the address; POST /p creates a permalink.', 'There is no permalink of this id.'],
  PERMALINK_REFUSED: [
    'Send an operation whose response has no error.',
    'The response has an error, so it gets no permalink.',
  ],
  PERMALINK_LOST: [
    'Create a new permalink of the same request by POST /p, and cite that one.',
    'This permalink cites revision 92 of indicators, which a failover or a restore of a backup lost.',
  ],
  PERMALINKS_FULL: [
    'The operator raises PERMALINKS_BYTES or removes old permalinks.',
    'No more permalinks are stored here.',
  ],
  LOG_UNKNOWN: ['Use a subgraph that the message names.', 'No subgraph of this name has a log.'],
  LOG_UNREACHABLE: [again, 'The log of indicators does not respond.'],
  AS_OF_UNREADABLE: [
    'Send a date, or a date-time with its offset, such as 2025-06-01T00:00:00Z.',
    '"yesterday" is not a date or date-time.',
  ],
  AS_OF_FUTURE: [
    'Send a past moment, or omit it for the newest state.',
    'The state as of 2099-01-01T00:00:00Z is in the future.',
  ],
  AS_OF_TWICE: ['Send one moment only.', 'The request has the moments 2025-01-01 and 2025-06-01.'],
  AS_OF_MUTATION: ['Omit the moment.', 'A mutation cannot have the moment 2025-01-01.'],
  SUPERGRAPH_UNSUPPORTED: [
    'Remove the feature from the subgraphs, or set JWT_JWKS, JWT_ISSUER and JWT_AUDIENCE for access control.',
    'The supergraph protects fields with @authenticated, and this gateway has no settings to verify tokens with.',
  ],
  JWT_SETTINGS_INVALID: [
    'Set JWT_JWKS, JWT_ISSUER and JWT_AUDIENCE together.',
    'JWT_JWKS is set: set JWT_ISSUER and JWT_AUDIENCE as well.',
  ],
  UNAUTHORIZED_FIELD_OR_TYPE: [
    'Send a token whose scopes allow the field, or leave the field out.',
    'Unauthorized field or type',
  ],
  TOKEN_INVALID: [
    'Get a new token from the issuer, or send the request without an Authorization header.',
    'The bearer token is not accepted: "exp" claim timestamp check failed.',
  ],
  TOKEN_KEYS_UNAVAILABLE: [
    'Send the request again. Operators: check that JWT_JWKS responds.',
    'The keys to verify the token with could not be read. Try again.',
  ],
  SUPERGRAPH_UNREADABLE: [
    'Compose the supergraph again with hub compose, or restore the file.',
    'The supergraph is not GraphQL: Syntax Error.',
  ],
  OPERATION_TOO_LONG: [smaller, 'The operation has 40000 characters; 32768 are accepted.'],
  OPERATION_TOO_DEEP: ['Select fewer levels of fields.', 'The operation has 25 levels; 20 are accepted.'],
  OPERATION_TOO_WIDE: [smaller, 'The operation selects 2400 fields; 2000 are accepted.'],
  OPERATION_REPEATS: ['Select each field once.', 'The operation selects one field 40 times; 30 are accepted.'],
  TOO_MANY_ALIASES: [smaller, 'The operation has 120 aliases; 100 are accepted.'],
  TOO_MANY_ROOT_FIELDS: [smaller, 'The operation has 40 root fields; 30 are accepted.'],
  TOO_MANY_DIRECTIVES: ['Remove directives.', 'The operation has more than 50 directives.'],
  FRAGMENT_CYCLE: ['Remove the spread that leads back to the fragment.', 'Fragment "F" contains itself.'],
  INTROSPECTION_TOO_DEEP: [
    'Use the introspection query of a GraphQL client.',
    'The introspection nests 4 lists; 2 are accepted.',
  ],
  OPERATION_TOO_COSTLY: [
    'Request shorter pages with "first".',
    'The operation may return 300000 objects; 200000 are accepted.',
  ],
  VARIABLES_TOO_DEEP: ['Send flatter variables.', 'The variables have more than 20 levels.'],
  VARIABLE_KEY_REFUSED: ['Remove the key.', '`__proto__` is not accepted as a key.'],
  DOCUMENT_UNKNOWN: [
    'Use an id of schema/trusted-documents.json, or send the text of the operation.',
    'There is no document of this id.',
  ],
  DOCUMENT_UNTRUSTED: [
    'Use a trusted document, or have the operator add yours.',
    'Only trusted documents are run here.',
  ],
  DOCUMENT_ID_WRONG: ['Send the SHA-256 of the exact text.', 'The id is not the SHA-256 of the operation’s text.'],
  PERSISTED_QUERY_NOT_FOUND: [
    'Send the hash together with the text once; clients do so themselves.',
    'PersistedQueryNotFound',
  ],
  TRUSTED_DOCUMENTS_UNREADABLE: ['Write the file with hub compose.', 'trusted.json is not a persisted-query manifest.'],
  TOO_MANY_REQUESTS: [
    'Wait for the seconds in Retry-After.',
    'Too many requests from this client. Send it again in 1 s.',
  ],
  OVERLOADED: ['Wait for the seconds in Retry-After.', 'The gateway has more requests than it can respond to in time.'],
  SUBGRAPH_KEY_MISSING: ['Add the key to SUBGRAPH_KEYS.', 'There is no key to sign calls to subgraph "wells" with.'],
  SUBGRAPH_SPARED: [
    'Send the request again later; the circuit breaker closes when the subgraph responds again.',
    'Subgraph "wells" has failed; its circuit breaker is open.',
  ],
  DEADLINE_EXCEEDED: ['Request less at once.', 'The 15000 ms of the request ended before subgraph "wells" responded.'],
};
