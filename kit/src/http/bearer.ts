import type { IncomingHttpHeaders } from 'node:http';

/** The token that a request is sent with. */
export const bearerOf = ({ authorization = '' }: IncomingHttpHeaders): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
