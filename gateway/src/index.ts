export { gatewayVariables, readUrl } from './config.js';
export { Engine, type EngineRequest } from './engine/engine.js';
export { GatewayError, type GatewayErrorCode, type GatewayErrorEntry, gatewayErrors } from './errors.js';
export { type Gateway, type GatewayOptions, startGateway } from './gateway.js';
export type { OperationLimits } from './guard/limits.js';
export { HttpTransport, type HttpTransportOptions, httpConnect } from './http.js';
export type { Log } from './log.js';
export type { CorsOptions } from './server/cors.js';
export * from './transport.js';
