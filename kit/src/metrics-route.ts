import { createHash, timingSafeEqual } from 'node:crypto';
import type { SubgraphMetrics } from './metrics.js';
import { bearerOf } from './process/bearer.js';
import type { Handler } from './process/http-door.js';
import { refusal } from './process/http-errors.js';

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
