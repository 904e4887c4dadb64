export { parseBody, readBody, readBodyText } from '../http/http-body.js';
export { httpErrors, ListenError, refusal } from '../http/http-errors.js';
export { answerGraphQL, sendJson } from '../http/http-graphql.js';
export { HttpResponse } from '../http/http-response.js';
export { type Handler, HttpDoor, type HttpDoorOptions } from '../http/http-server.js';
export { acceptedBy, type MediaType, plainJson } from '../http/media-type.js';
export { collectOften } from './collecting.js';
export {
  ConfigError,
  readBytes,
  readConfig,
  readDsn,
  readPort,
  readText,
  type Values,
  type Variable,
  type Variables,
} from './config.js';
export { keptVariables } from './kept-config.js';
export { ACCEPTED_MOMENTS, AS_OF_HEADER, readMoment } from './moment.js';
export { type Publisher, readPublishers } from './publishers.js';
export { publishingOptions, publishingVariables } from './publishing-config.js';
export {
  readKey,
  readKeys,
  SIGNATURE_HEADER,
  SIGNATURE_WINDOW_MS,
  SignatureCheck,
  type Signed,
  type SigningKey,
  sign,
} from './signature.js';
export { signingKeysOf, signingVariables } from './signing-config.js';
export { readKeyId, readSigningKey } from './signing-keys.js';
export { readSubgraphConfig, subgraphVariables } from './subgraph-config.js';
export { outliveReaders, runProcess, terminated } from './terminated.js';
