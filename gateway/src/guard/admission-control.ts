import type { IncomingMessage } from 'node:http';
import type { Handler, HttpResponse } from '@cabildo/kit/process';
import { clientError } from '../errors.js';
import type { Permit } from './permit.js';
import { PermitPool, type PermitPoolOptions } from './permit-pool.js';
import { clientOf, Rate, type RateOptions } from './rate.js';

export interface AdmissionOptions {
  /** The request rate of one client; unlimited if undefined. */
  readonly rate?: RateOptions;
  /** Number of proxies in front of the gateway whose X-Forwarded-For is trusted; 0 by default. */
  readonly trustedProxies?: number;
  readonly admission?: PermitPoolOptions;
}

/** Token buckets that several gateways share. */
export interface SharedRate {
  /** Like `Rate.take`; undefined if the shared store is not available. */
  take(client: string): Promise<number | undefined>;
}

/** A handler that may release its permit before it has responded. */
export type PermittedHandler = (
  request: IncomingMessage,
  response: HttpResponse,
  permit: Permit,
) => ReturnType<Handler>;

/**
 * Responds to a request without a permit, such as from the cache.
 * @returns whether it has responded
 */
export type UnpermittedHandler = (request: IncomingMessage, response: HttpResponse) => boolean | Promise<boolean>;

/** Checks the client's rate and waits for a permit before the handler reads the request's body. */
export class AdmissionControl {
  readonly permits: PermitPool;
  readonly #rate?: Rate;
  readonly #shared?: SharedRate;
  readonly #trustedProxies: number;

  constructor({ rate, trustedProxies = 0, admission }: AdmissionOptions, shared?: SharedRate) {
    this.permits = new PermitPool(admission);
    this.#trustedProxies = trustedProxies;
    if (rate) this.#rate = new Rate(rate);
    this.#shared = shared;
  }

  /**
   * Wraps a handler. A request that is refused gets an error with Retry-After.
   * @param unpermitted is tried first if no permit is free
   */
  before(handler: PermittedHandler, unpermitted?: UnpermittedHandler): Handler {
    return async (request, response) => {
      const counting = this.#checkRate(request, response);
      if (counting) await counting;
      if (unpermitted && !this.permits.hasFree && (await unpermitted(request, response))) return;
      const found = this.permits.acquire();
      const permit = found instanceof Promise ? await found : found;
      if (!permit) {
        await this.permits.refusal(response);
        response.addStandingHeader('retry-after', RETRY_AFTER_S);
        throw overloaded;
      }
      try {
        // A client that disconnected in the queue needs no response.
        if (!response.destroyed) await handler(request, response, permit);
      } finally {
        permit.release();
      }
    };
  }

  /** The rate of this gateway is checked first: a client above it costs no call to the shared store. */
  #checkRate(request: IncomingMessage, response: HttpResponse): Promise<void> | undefined {
    if (!this.#rate) return undefined;
    const client = clientOf(request, this.#trustedProxies);
    checkWait(this.#rate.take(client), response);
    return this.#shared?.take(client).then((wait) => checkWait(wait ?? 0, response));
  }
}

function checkWait(wait: number, response: HttpResponse): void {
  if (wait === 0) return;
  response.addStandingHeader('retry-after', String(Math.ceil(wait)));
  throw clientError(
    'TOO_MANY_REQUESTS',
    `This client sends too many requests. Send the next one in ${Math.ceil(wait)} s.`,
  );
}

const RETRY_AFTER_S = '1';
/** One object for all: under overload thousands are thrown per second, and a stack trace for each costs more than the response. */
const overloaded = clientError('OVERLOADED', 'The gateway is overloaded. Send the request again after Retry-After.');
