import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerOf } from '../http/bearer.js';
import { refusal } from '../http/http-errors.js';
import type { Handler } from '../http/http-server.js';
import type { SubgraphMetrics } from './metrics.js';

/** Tells the metrics to whoever has the token: a subgraph answers no stranger. */
export function metricsRoute(metrics: SubgraphMetrics, token: string): Handler {
  const right = digestOf(token);
  return async ({ headers }, response) => {
    // Digests take the same time to compare, however much of the token is right.
    if (!timingSafeEqual(digestOf(bearerOf(headers) ?? ''), right)) {
      response.stand('www-authenticate', 'Bearer');
      throw refusal('METRICS_REFUSED', 'Send the token of METRICS_TOKEN, as "Authorization: Bearer <token>".');
    }
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  };
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
