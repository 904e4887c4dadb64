import type { IncomingMessage } from 'node:http';
import { type HttpResponse, REVISIONS_HEADER } from '@cabildo/kit/process';

export interface CorsOptions {
  /** Origins whose pages may send requests: exact origins or patterns. `'*'` allows every origin. */
  readonly origins?: '*' | ReadonlyArray<string | RegExp>;
  /** Seconds that a browser may cache the response to its preflight request, a day by default. */
  readonly maxAge?: number;
}

/** The origin of Apollo Sandbox. */
export const sandbox = 'https://studio.apollographql.com';

/** Apollo Sandbox and pages served from this machine. */
export const defaultOrigins: ReadonlyArray<string | RegExp> = [
  sandbox,
  /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/,
];

export type Cors = (request: IncomingMessage, response: HttpResponse) => void;

/** Compiles the function that sets CORS headers, for preflight requests too. */
export function compileCors({ origins = defaultOrigins, maxAge = 86_400 }: CorsOptions = {}): Cors {
  const allows = (origin: string): boolean =>
    origins === '*' || origins.some((it) => (typeof it === 'string' ? it === origin : it.test(origin)));
  return (request, response) => {
    const { origin } = request.headers;
    if (origins !== '*') response.addStandingHeader('vary', 'origin');
    if (origin === undefined || !allows(origin)) return;
    response.addStandingHeader('access-control-allow-origin', origins === '*' ? '*' : origin);
    response.addStandingHeader(
      'access-control-expose-headers',
      `${REVISIONS_HEADER}, etag, age, location, repr-digest`,
    );
    if (request.method === 'OPTIONS') allowPreflight(request, response, maxAge);
  };
}

function allowPreflight({ headers }: IncomingMessage, response: HttpResponse, maxAge: number): void {
  response.addStandingHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.addStandingHeader('access-control-max-age', String(maxAge));
  const requested = headers['access-control-request-headers'];
  if (requested !== undefined) response.addStandingHeader('access-control-allow-headers', requested);
  if (headers['access-control-request-private-network'] !== undefined) {
    response.addStandingHeader('access-control-allow-private-network', 'true');
  }
}
