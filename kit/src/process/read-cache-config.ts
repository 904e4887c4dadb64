import { readBytes } from './config.js';

/** What a process keeps of what its subgraphs read, as a variable of its environment. */
export const readCacheVariables = {
  KEPT_READS_BYTES: {
    description: 'Bytes that each subgraph keeps in memory of what it read, for later requests; 0: none.',
    read: readBytes,
    fallback: 32 * 1024 * 1024,
  },
};
