import type { Values, Variable } from '@cabildo/kit/process';

export interface RedisOptions {
  /** redis:// or rediss://, with password and database number if needed. */
  readonly url: string;
  /** Maximum milliseconds of a command, 50 by default. */
  readonly timeout?: number;
  /** Maximum seconds that a response is cached in Redis, 600 by default. */
  readonly seconds?: number;
}

/** Environment variables for the Redis that several gateways share. */
export const redisVariables = {
  REDIS_URL: {
    description:
      'A Redis in which several gateways share kept answers and the buckets of clients, such as redis://…:6379.',
    read: readUrl,
    fallback: undefined as string | undefined,
    secret: true,
  },
  REDIS_TIMEOUT_MS: count('Milliseconds that an answer of Redis is waited for.', 50),
  REDIS_SECONDS: count('Seconds that an answer is kept in Redis at most.', 600),
};

export function redisOptions(values: Values<typeof redisVariables>): { redis?: RedisOptions } {
  const { REDIS_URL: url, REDIS_TIMEOUT_MS: timeout, REDIS_SECONDS: seconds } = values;
  return url === undefined ? {} : { redis: { url, timeout, seconds } };
}

function count(description: string, fallback: number): Variable<number> {
  return {
    description,
    fallback,
    read: (text) => {
      if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
      throw new Error('a whole number from 1 on is needed');
    },
  };
}

function readUrl(text: string): string {
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('a redis:// or rediss:// address is needed');
}
