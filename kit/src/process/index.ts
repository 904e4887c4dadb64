export { bearerOf } from '../http/bearer.js';
export { parseBody, readBody, readBodyText } from '../http/http-body.js';
export { httpErrors, ListenError, refusal } from '../http/http-errors.js';
export { handleGraphQL, sendJson } from '../http/http-graphql.js';
export { HttpResponse } from '../http/http-response.js';
export { type Handler, HttpServer, type HttpServerOptions } from '../http/http-server.js';
export { acceptedBy, type MediaType, plainJson } from '../http/media-type.js';
export {
  ConfigError,
  readBytes,
  readConfig,
  readCount,
  readDsn,
  readPort,
  readText,
  type Values,
  type Variable,
  type Variables,
} from './config.js';
export { databaseVariables } from './database-config.js';
export { collectGarbageOften } from './garbage-collection.js';
export { AS_OF_HEADER, REVISION_HEADER, REVISIONS_HEADER, SIGNATURE_HEADER, TIMEOUT_HEADER } from './headers.js';
export { ACCEPTED_MOMENTS, readMoment } from './moment.js';
export { type Publisher, readPublishers } from './publishers.js';
export { publishingOptions, publishingVariables } from './publishing-config.js';
export { readCacheVariables } from './read-cache-config.js';
export { type RevisionId, readRevisionId, revisionText } from './revision-id.js';
export { ignoreBrokenPipes, runProcess, terminated } from './run-process.js';
export {
  readKey,
  readKeys,
  SIGNATURE_WINDOW_MS,
  SignatureCheck,
  type Signed,
  type SigningKey,
  sign,
} from './signature.js';
export { signingKeysOf, signingVariables } from './signing-config.js';
export { readKeyId, readSigningKey } from './signing-keys.js';
export { readSubgraphConfig, subgraphVariables } from './subgraph-config.js';
