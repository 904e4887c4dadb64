export type { AuthorizationOptions, PolicyHook } from './authorization/authorizer.js';
export { authorizationOptions, authorizationVariables } from './authorization/settings.js';
export { cacheOptions, cacheVariables } from './cache/settings.js';
export { Caller } from './caller.js';
export { gatewayVariables, readLogLevel, readSubgraphKeys, readUrl } from './config.js';
export { Engine, type EngineRequest } from './engine/engine.js';
export { GatewayError, type GatewayErrorCode, type GatewayErrorEntry, gatewayErrors } from './errors.js';
export { startGateway } from './gateway.js';
export type { OperationLimits } from './guard/limits.js';
export { guardOptions, guardVariables, subgraphBounds } from './guard/settings.js';
export { jsonLog, type Log, type LogLevel, type RequestLog } from './log.js';
export { observeVariables } from './observe/settings.js';
export { type FieldUse, UsageCounter } from './observe/usage.js';
export type { Gateway, GatewayOptions } from './options.js';
export { type PermalinkOptions, permalinkOptions, permalinkVariables } from './permalink/settings.js';
export type { CorsOptions } from './server/cors.js';
export { protocolErrors } from './server/protocol-errors.js';
export type { SupergraphSource, TakeSupergraph } from './server/supergraph-source.js';
export {
  HttpTransport,
  type HttpTransportOptions,
  httpConnect,
  type SubgraphLimits,
} from './subgraph/http-transport.js';
export * from './subgraph/transport.js';
export { withDeadline } from './subgraph/with-deadline.js';
