import type { IncomingMessage } from 'node:http';
import type { Handler, HttpResponse } from '@cabildo/kit/process';
import { clientError } from '../errors.js';
import { Admission, type AdmissionOptions } from './admission.js';
import type { Place } from './permit.js';
import { clientOf, Rate, type RateOptions } from './rate.js';

export interface EntranceOptions {
  /** What one client may ask; without bound where left out. */
  readonly rate?: RateOptions;
  /** Proxies before the gateway whose X-Forwarded-For is believed, 0 by default. */
  readonly trustedProxies?: number;
  readonly admission?: AdmissionOptions;
}

/** Buckets that several gateways fill and empty together. */
export interface SharedRate {
  /** As `Rate.take`; undefined where it cannot be asked. */
  take(client: string): Promise<number | undefined>;
}

/** One that may give its place to the next before it has answered. */
export type PlacedHandler = (request: IncomingMessage, response: HttpResponse, place: Place) => ReturnType<Handler>;

/** What a request passes before a byte of its body is read. */
export class Entrance {
  readonly admission: Admission;
  readonly #rate?: Rate;
  readonly #shared?: SharedRate;
  readonly #trustedProxies: number;

  constructor({ rate, trustedProxies = 0, admission }: EntranceOptions, shared?: SharedRate) {
    this.admission = new Admission(admission);
    this.#trustedProxies = trustedProxies;
    if (rate) this.#rate = new Rate(rate);
    this.#shared = shared;
  }

  /** Turns away what is too much, with the time after which to come again. */
  before(handler: PlacedHandler): Handler {
    return async (request, response) => {
      const counting = this.#checkRate(request, response);
      if (counting) await counting;
      const found = this.admission.enter();
      const place = found instanceof Promise ? await found : found;
      if (!place) {
        await this.admission.refusal(response);
        response.addStandingHeader('retry-after', RETRY_AFTER_S);
        throw overloaded;
      }
      try {
        // Whoever left while waiting needs no answer.
        if (!response.destroyed) await handler(request, response, place);
      } finally {
        place.leave();
      }
    };
  }

  /** Whoever asks too much of this gateway alone is turned away without asking what it asks of the others. */
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
  throw clientError('TOO_MANY_REQUESTS', `Too many requests from here. Ask again in ${Math.ceil(wait)} s.`);
}

const RETRY_AFTER_S = '1';
/** One for all: thousands are thrown a second, and the stack of each would cost more than to send it. */
const overloaded = clientError('OVERLOADED', 'The gateway has as many requests as it can answer in time. Ask again.');
