/** Request header: the moment whose state is requested, of the gateway by a client and of a subgraph by the gateway. */
export const AS_OF_HEADER = 'hub-as-of';

/** Request header of a call to a subgraph: the revision to read. */
export const REVISION_HEADER = 'hub-revision';

/** Response header of the gateway: the revision of each subgraph that the response was read from. */
export const REVISIONS_HEADER = 'hub-revisions';

/** Request header of a call to a subgraph: milliseconds until the gateway stops waiting for the response. */
export const TIMEOUT_HEADER = 'hub-timeout';

/** Request header of a call to a subgraph: the proof that the gateway sends it. See `signature.ts`. */
export const SIGNATURE_HEADER = 'hub-signature';
