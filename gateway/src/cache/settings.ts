import { readBytes, type Values } from '@cabildo/kit/process';
import { redisOptions, redisVariables } from '../redis/settings.js';

/** What a gateway keeps and shares, as variables of its environment. */
export const cacheVariables = {
  CACHE_BYTES: {
    description: 'Bytes of answers that are kept in memory; 0: none.',
    read: readBytes,
    fallback: 64 * 1024 * 1024,
  },
  SHARE_EQUAL: {
    description: 'Whether equal queries that are under way at once are answered by one run: yes or no.',
    read: readYesNo,
    fallback: true,
  },
  ...redisVariables,
};

export const cacheOptions = ({ CACHE_BYTES, SHARE_EQUAL, ...redis }: Values<typeof cacheVariables>) => ({
  cacheBytes: CACHE_BYTES,
  sharing: SHARE_EQUAL,
  ...redisOptions(redis),
});

function readYesNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new Error('it is yes or no');
}
