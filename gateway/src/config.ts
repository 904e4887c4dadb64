import { readConfig, readKey, readPort, readText, type SigningKey, type Values } from '@cabildo/kit/process';
import { authorizationVariables } from './authorization/settings.js';
import { cacheVariables } from './cache/settings.js';
import { guardVariables } from './guard/settings.js';
import { type LogLevel, logLevels } from './log.js';
import { observeVariables } from './observe/settings.js';
import { permalinkVariables } from './permalink/settings.js';

/** The environment of a gateway that is a process of its own. */
export const gatewayVariables = {
  PORT: { description: 'The port that the gateway answers on.', read: readPort, fallback: 4000 },
  HOST: { description: 'The address that the gateway listens on.', read: readText, fallback: '127.0.0.1' },
  SUPERGRAPH: { description: 'The file of the supergraph; a changed one is taken while running.', read: readText },
  SUBGRAPH_URLS: {
    description: 'Where subgraphs answer, in place of what the supergraph says: name=url, separated by spaces.',
    read: readUrls,
    fallback: {} as Record<string, string>,
  },
  SUBGRAPH_KEYS: {
    description: 'The key that calls to each subgraph are signed with: name=id:secret, separated by spaces.',
    read: readSubgraphKeys,
    secret: true,
  },
  ...authorizationVariables,
  ...guardVariables,
  ...cacheVariables,
  ...permalinkVariables,
  ...observeVariables,
  LOG_LEVEL: {
    description: 'What is logged, as lines of JSON: silent, error, warn or info.',
    read: readLogLevel,
    fallback: 'info' as LogLevel,
  },
};

/** @throws ConfigError */
export const readGatewayConfig = (): Values<typeof gatewayVariables> => readConfig(gatewayVariables, process.env);

function readUrls(text: string): Record<string, string> {
  return Object.fromEntries(text.trim().split(/\s+/).map(readUrl));
}

/** @throws Error with what is accepted */
export function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((each) => each === text);
  if (level) return level;
  throw new Error(`it is one of ${logLevels.join(', ')}`);
}

/** @throws Error with what is accepted */
export function readSubgraphKeys(text: string): Record<string, SigningKey> {
  const keys = text.trim().split(/\s+/);
  return Object.fromEntries(
    keys.map((each) => {
      const [, name, key] = /^([^=]+)=(.+)$/.exec(each) ?? [];
      if (!name || !key) throw new Error('it is written name=id:secret, such as water=2026a:…');
      return [name, readKey(key)];
    }),
  );
}

/** @throws Error with what is accepted */
export function readUrl(text: string): [name: string, url: string] {
  const [, name, url] = /^([^=]+)=(https?:\/\/.+)$/.exec(text) ?? [];
  if (name && url) return [name, url];
  throw new Error('it is written name=url, such as water=http://localhost:4010/graphql');
}
