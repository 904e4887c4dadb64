import { readCount } from './config.js';

/** The environment variables of database connections. */
export const databaseVariables = {
  DATABASE_POOL_SIZE: {
    description: 'Maximum number of connections to the primary, and as many to a replica.',
    read: readCount,
    fallback: 10,
  },
  DATABASE_CONNECT_TIMEOUT_MS: {
    description: 'Maximum time to wait for a connection, in milliseconds.',
    read: readCount,
    fallback: 5_000,
  },
  DATABASE_DIRECT_URL: {
    description:
      'Connection string without a connection pooler, for LISTEN. Needed if DATABASE_URL leads to PgBouncer in transaction mode; DATABASE_URL by default.',
    read: (text: string) => text,
    fallback: undefined as string | undefined,
    secret: true,
  },
};
