import {
  authorizationVariables,
  cacheVariables,
  guardVariables,
  type LogLevel,
  observeVariables,
  permalinkVariables,
  readLogLevel,
  readSubgraphKeys,
} from '@cabildo/gateway';
import {
  publishingVariables,
  readCacheVariables,
  readConfig,
  readDsn,
  readPort,
  readSigningKey,
  readText,
  signingVariables,
  type Values,
} from '@cabildo/kit/process';

/** The environment of the hub on one machine. Nothing else of the hub reads it. */
export const variables = {
  PORT: { description: 'The port that the hub answers on.', read: readPort, fallback: 4000 },
  HOST: { description: 'The address that the hub listens on.', read: readText, fallback: '127.0.0.1' },
  CABILDO_HOME: { description: 'The folder that holds what the hub keeps.', read: readText, fallback: '.cabildo' },
  SUPERGRAPH: {
    description: 'A supergraph that holds partners beside the hub’s own subgraphs; `hub compose --partners` makes it.',
    read: readText,
    fallback: undefined,
  },
  SUBGRAPH_KEYS: {
    description: 'The keys that calls to partners over HTTP are signed with: name=id:secret, separated by spaces.',
    read: readSubgraphKeys,
    fallback: {} as ReturnType<typeof readSubgraphKeys>,
    secret: true,
  },
  ...authorizationVariables,
  ...guardVariables,
  ...cacheVariables,
  ...readCacheVariables,
  ...permalinkVariables,
  ...observeVariables,
  LOG_LEVEL: {
    description: 'What of the gateway is logged, as lines of JSON: silent, error, warn or info.',
    read: readLogLevel,
    fallback: 'warn' as LogLevel,
  },
  ...publishingVariables,
  SIGNING_KEY: {
    description: 'The Ed25519 private key that signs the logs, in place of the one that the home keeps.',
    read: readSigningKey,
    fallback: undefined,
    secret: true,
  },
  ...signingVariables,
  DATABASE_URL: {
    description: 'A PostgreSQL to use in place of the embedded one.',
    read: readDsn,
    fallback: undefined,
    secret: true,
  },
};

export type HubConfig = Values<typeof variables>;

/** @throws ConfigError */
export const readHubConfig = (): HubConfig => readConfig(variables, process.env);
