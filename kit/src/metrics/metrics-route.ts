import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerOf } from '../http/bearer.js';
import { refusal } from '../http/http-errors.js';
import type { Handler } from '../http/http-server.js';
import type { SubgraphMetrics } from './metrics.js';

/** Serves the metrics. Requires the bearer token. */
export function metricsRoute(metrics: SubgraphMetrics, token: string): Handler {
  const expected = digestOf(token);
  return async ({ headers }, response) => {
    // Comparing digests in constant time reveals nothing about the token.
    if (!timingSafeEqual(digestOf(bearerOf(headers) ?? ''), expected)) {
      response.addStandingHeader('www-authenticate', 'Bearer');
      throw refusal(
        'METRICS_REFUSED',
        'The metrics require the value of METRICS_TOKEN as "Authorization: Bearer <token>".',
      );
    }
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  };
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
