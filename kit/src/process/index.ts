export { readKeyId, readSigningKey } from '../log/signing-keys.js';
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
export { parseBody, readBody, readBodyText } from './http-body.js';
export { type Handler, HttpDoor, type HttpDoorOptions } from './http-door.js';
export { httpErrors, ListenError, refusal } from './http-errors.js';
export { answerGraphQL, sendJson } from './http-graphql.js';
export { HttpResponse } from './http-response.js';
export { keptVariables } from './kept-config.js';
export { acceptedBy, type MediaType, plainJson } from './media-type.js';
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
export { readSubgraphConfig, subgraphVariables } from './subgraph-config.js';
export { outliveReaders, runProcess, terminated } from './terminated.js';
