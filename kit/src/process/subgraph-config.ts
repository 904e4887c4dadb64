import { readConfig, readDsn, readPort, readText, type Values } from './config.js';
import { publishingVariables } from './publishing-config.js';
import { readCacheVariables } from './read-cache-config.js';
import { readKeys, SIGNATURE_WINDOW_MS } from './signature.js';
import { signingVariables } from './signing-config.js';
import { readSigningKey } from './signing-keys.js';

/** The environment of a subgraph that is a process of its own. */
export const subgraphVariables = {
  PORT: { description: 'The port that the subgraph answers on.', read: readPort },
  HOST: { description: 'The address that the subgraph listens on.', read: readText, fallback: '127.0.0.1' },
  GATEWAY_KEYS: {
    description: 'The keys that the gateway signs its calls to this subgraph with: id:secret, separated by spaces.',
    read: readKeys,
    secret: true,
  },
  SIGNATURE_WINDOW_MS: {
    description: 'Milliseconds around its time within which a signed call is answered, once.',
    read: readWindow,
    fallback: SIGNATURE_WINDOW_MS,
  },
  METRICS_TOKEN: {
    description: 'Whoever has this token is told the metrics on /metrics; without one there is no such path.',
    read: readToken,
    fallback: undefined as string | undefined,
    secret: true,
  },
  DATABASE_URL: {
    description: 'The PostgreSQL that holds the schema of the subgraph, as its own role.',
    read: readDsn,
    secret: true,
  },
  DATABASE_READ_URL: {
    description: 'A replica to read from; DATABASE_URL where left out.',
    read: readDsn,
    fallback: undefined,
    secret: true,
  },
  SIGNING_KEY: {
    description: 'The Ed25519 private key that signs the log of the subgraph: PKCS #8, PEM or the base64 of DER.',
    read: readSigningKey,
    secret: true,
  },
  ...signingVariables,
  ...readCacheVariables,
  ...publishingVariables,
  DATA_PACKAGES: {
    description: 'A folder of data packages; those for the subgraph are published before it answers.',
    read: readText,
    fallback: undefined,
  },
};

function readWindow(text: string): number {
  if (/^[1-9]\d{2,6}$/.test(text)) return Number(text);
  throw new Error('a whole number of milliseconds, from 100 on, is needed');
}

function readToken(text: string): string {
  if (/^[\x21-\x7e]{32,}$/.test(text)) return text;
  throw new Error('at least 32 characters without a space are needed, such as `openssl rand -hex 32` makes');
}

/** @throws ConfigError */
export const readSubgraphConfig = (): Values<typeof subgraphVariables> => readConfig(subgraphVariables, process.env);
