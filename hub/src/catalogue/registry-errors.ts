import type { HubErrorEntry } from './hub-error-entry.js';

/** Errors of the registry of subgraphs. */
export const registryErrors = {
  BAD_NAME: {
    cause: 'The name of a subgraph or agency has characters that are not accepted.',
    remedy: 'Use lower-case letters, digits and hyphens, a letter first, at most 63.',
    http: 422,
    example: '"Water Wells" is no name of a subgraph.',
  },
  FOLDER_NOT_EMPTY: {
    cause: 'The folder for a new subgraph contains files.',
    remedy: 'Name an empty or new folder with --dir.',
    example: 'The folder water is not empty: name another one with --dir.',
  },
  KEY_MISSING: {
    cause: 'A key was to be activated, and none was created.',
    remedy: 'Create one with hub subgraph key NAME --rotate, and give it to the agency.',
    http: 404,
    example: 'The subgraph water has no new key: create one with hub subgraph key water --rotate.',
  },
  KEY_EXISTS: {
    cause: 'A subgraph has a key already, and no key is shown twice.',
    remedy: 'Create another one with --rotate.',
    example: 'The subgraph water has a key. It was shown once: create another with --rotate.',
  },
  SUBGRAPH_UNSIGNED: {
    cause: 'A subgraph outside this machine responds to calls that the hub did not sign.',
    remedy: 'Configure the server with the key that was shown at registration, then approve again.',
    http: 422,
    example: 'The subgraph water is not served: https://agua.example/graphql responds to a call with no signature.',
  },
  BAD_URL: {
    cause: 'The address of a subgraph is missing or is not http or https.',
    remedy: 'Name the address with --url.',
    http: 422,
    example: '"wells.example" is no http or https address.',
  },
  AGENCY_UNKNOWN: {
    cause: 'No agency of this id is registered.',
    remedy: 'Register it with hub agency add.',
    example: 'Unknown agency "imta". Add it first: hub agency add imta --name NAME',
  },
  SUBGRAPH_UNKNOWN: {
    cause: 'No subgraph of this name is registered.',
    remedy: 'Use one of the names that hub subgraph list shows.',
    http: 404,
    example: 'Unknown subgraph "well". Registered are: wells.',
  },
  SUBGRAPH_OF_ANOTHER: {
    cause: 'The subgraph belongs to another agency than the token.',
    remedy: 'Use a token of the agency that owns the subgraph.',
    http: 403,
    example: 'The subgraph wells belongs to the agency imta, and the token to conagua.',
  },
  VERSION_UNKNOWN: {
    cause: 'The subgraph has no such version, or none before the served one.',
    remedy: 'Use one of the versions that hub subgraph show lists.',
    http: 404,
    example: 'The subgraph wells has no version 9. Its versions are 1, 2.',
  },
  TOKEN_REFUSED: {
    cause: 'The request carries no token of an agency, or one that is unknown, expired or revoked.',
    remedy: 'Send a valid token as "Authorization: Bearer <token>".',
    http: 401,
    example: 'The token is expired: ask the operator of the hub for another.',
  },
  SCOPE_MISSING: {
    cause: 'The token does not allow this action.',
    remedy: 'Use a token with the scope that the message names.',
    http: 403,
    example: 'The token may check; this needs publish.',
  },
  REGISTRY_REFUSED: {
    cause: 'The registry refused the request; its body or method is not accepted.',
    remedy: 'Correct what the message names.',
    http: 422,
    example: 'The body lacks the text "sdl".',
  },
  REGISTRY_UNREACHABLE: {
    cause: 'The registry does not respond at its address.',
    remedy: 'Start the hub, or name its address with --registry.',
    example: 'The registry at http://localhost:4000 cannot be reached: ECONNREFUSED.',
  },
} as const satisfies Record<string, HubErrorEntry>;
