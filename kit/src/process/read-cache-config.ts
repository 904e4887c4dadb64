import { readBytes } from './config.js';

/** The environment variable of the read cache. */
export const readCacheVariables = {
  KEPT_READS_BYTES: {
    description: 'Size limit of the read cache of each subgraph in bytes; 0 disables it.',
    read: readBytes,
    fallback: 32 * 1024 * 1024,
  },
};
