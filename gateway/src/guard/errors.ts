/** Errors of the guards. An error with an HTTP status is the only content of its response. */
export const guardErrors = {
  OPERATION_TOO_LONG: {
    description: 'The operation’s text has more characters or tokens than are accepted.',
    http: 400,
  },
  OPERATION_TOO_DEEP: { description: 'The operation selects, or its values nest, deeper than is accepted.', http: 400 },
  OPERATION_TOO_WIDE: {
    description: 'The operation selects more fields than are accepted, counted with its fragments in their places.',
    http: 400,
  },
  OPERATION_REPEATS: {
    description: 'The operation selects one field of an object more often than is accepted.',
    http: 400,
  },
  TOO_MANY_ALIASES: { description: 'The operation has more aliases than are accepted.', http: 400 },
  TOO_MANY_ROOT_FIELDS: { description: 'The operation has more root fields than are accepted.', http: 400 },
  TOO_MANY_DIRECTIVES: { description: 'The operation has more directives than are accepted.', http: 400 },
  FRAGMENT_CYCLE: { description: 'A fragment of the operation holds itself.', http: 400 },
  INTROSPECTION_TOO_DEEP: { description: 'The introspection goes round in the schema’s own lists.', http: 400 },
  OPERATION_TOO_COSTLY: {
    description: 'The operation may answer more objects than are accepted, by the sizes that it asks its lists for.',
    http: 400,
  },
  VARIABLES_TOO_DEEP: { description: 'The variables nest deeper than is accepted.', http: 400 },
  VARIABLE_KEY_REFUSED: { description: '`__proto__` is not accepted as a key in variables.', http: 400 },
  DOCUMENT_UNKNOWN: { description: 'There is no trusted document of the id that the request gives.', http: 404 },
  DOCUMENT_UNTRUSTED: { description: 'Only trusted documents are run, and the operation is none of them.', http: 403 },
  DOCUMENT_ID_WRONG: { description: 'The id of a persisted query is not the SHA-256 of its text.', http: 400 },
  PERSISTED_QUERY_NOT_FOUND: {
    description: 'No operation of this hash is known, or not any more: the client sends it again with its text.',
    http: 200,
  },
  TRUSTED_DOCUMENTS_UNREADABLE: {
    description:
      'The file of trusted documents is no persisted-query manifest of version 1. The gateway does not start.',
  },
  TOO_MANY_REQUESTS: {
    description: 'The client asks more often than it may. The header Retry-After says when to ask again.',
    http: 429,
  },
  OVERLOADED: {
    description:
      'The gateway has more requests than it can answer in time. The header Retry-After says when to ask again.',
    http: 503,
  },
  SUBGRAPH_KEY_MISSING: {
    description: 'There is no key to sign the calls to a subgraph with. The gateway does not start.',
  },
  SUBGRAPH_SPARED: {
    description: 'A subgraph has failed and is not asked until it is back. The fields that it owns are null.',
  },
  SUBGRAPH_BUSY: {
    description:
      'A subgraph has as many calls in flight and in its queue as the gateway permits. The fields that it owns are null.',
  },
  SUBGRAPH_ADDRESS_REFUSED: {
    description:
      'The supergraph gives a subgraph an address that is not public, or not https. The operator can permit its network.',
  },
  RESPONSE_TOO_LARGE: {
    description: 'The response has more bytes than the gateway permits. Request shorter pages or fewer fields.',
    http: 400,
  },
  DEADLINE_EXCEEDED: {
    description: 'The time of the request was up before a subgraph answered. The fields that it owns are null.',
  },
} as const satisfies Record<string, { description: string; http?: number }>;
