import type { IncomingHttpHeaders } from 'node:http';

/** Returns the bearer token of a request; undefined if it has none. */
export const bearerOf = ({ authorization = '' }: IncomingHttpHeaders): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
