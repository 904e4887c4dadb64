import { readConfig, readDsn, readPort, readText, type Values } from './config.js';
import { databaseVariables } from './database-config.js';
import { publishingVariables } from './publishing-config.js';
import { readCacheVariables } from './read-cache-config.js';
import { readKeys, SIGNATURE_WINDOW_MS } from './signature.js';
import { signingVariables } from './signing-config.js';
import { readSigningKey } from './signing-keys.js';

/** The environment variables of a subgraph that runs as its own process. */
export const subgraphVariables = {
  PORT: { description: 'The port to listen on.', read: readPort },
  HOST: { description: 'The address to listen on.', read: readText, fallback: '127.0.0.1' },
  GATEWAY_KEYS: {
    description: 'The keys of calls from the gateway: id:secret, separated by spaces.',
    read: readKeys,
    secret: true,
  },
  SIGNATURE_WINDOW_MS: {
    description: 'Permitted difference between the time of a signed call and the local clock, in milliseconds.',
    read: readWindow,
    fallback: SIGNATURE_WINDOW_MS,
  },
  METRICS_TOKEN: {
    description: 'The bearer token of /metrics. Without it the path does not exist.',
    read: readToken,
    fallback: undefined as string | undefined,
    secret: true,
  },
  DATABASE_URL: {
    description: 'Connection string of the PostgreSQL database of the subgraph, with the role of the subgraph.',
    read: readDsn,
    secret: true,
  },
  DATABASE_READ_URL: {
    description: 'Connection string of a replica for reads; DATABASE_URL by default.',
    read: readDsn,
    fallback: undefined,
    secret: true,
  },
  ...databaseVariables,
  SIGNING_KEY: {
    description: 'The Ed25519 private key that signs the log of revisions: PKCS #8, as PEM or DER in base64.',
    read: readSigningKey,
    secret: true,
  },
  ...signingVariables,
  ...readCacheVariables,
  ...publishingVariables,
  DATA_PACKAGES: {
    description: 'A folder of data packages. Those of the subgraph are published before it listens.',
    read: readText,
    fallback: undefined,
  },
};

function readWindow(text: string): number {
  if (/^[1-9]\d{2,6}$/.test(text)) return Number(text);
  throw new Error('expected a whole number of milliseconds, at least 100');
}

function readToken(text: string): string {
  if (/^[\x21-\x7e]{32,}$/.test(text)) return text;
  throw new Error('expected at least 32 characters without spaces; create one by `openssl rand -hex 32`');
}

/** @throws ConfigError */
export const readSubgraphConfig = (): Values<typeof subgraphVariables> => readConfig(subgraphVariables, process.env);
