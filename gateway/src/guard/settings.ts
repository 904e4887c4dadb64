import type { Values, Variable } from '@cabildo/kit/process';
import type { EntranceOptions } from './entrance.js';
import { type OperationLimits, operationLimits } from './limits.js';

type LimitVariable = (typeof operationLimits)[keyof typeof operationLimits]['variable'];

const limitVariables = Object.fromEntries(
  Object.values(operationLimits).map(({ variable, fallback, description }) => [
    variable,
    count(`The most that an operation may have: ${description}`, fallback),
  ]),
) as Record<LimitVariable, Variable<number>>;

/** The bounds of a gateway, as variables of its environment. */
export const guardVariables = {
  ...limitVariables,
  MAX_BODY_BYTES: count('Bytes of a request’s body.', 1024 * 1024),
  MAX_BODY_MS: count('Milliseconds that a request’s body may take to arrive.', 10_000),
  REQUEST_TIMEOUT_MS: count('Milliseconds that subgraphs get for one request.', 15_000),
  RATE_PER_SECOND: count('Requests a second that one client may go on sending; 0: no bound.', 100, 0),
  RATE_BURST: count('Requests that one client may send at once.', 500),
  TRUSTED_PROXIES: count('Proxies before the gateway whose X-Forwarded-For is believed.', 0, 0),
  MAX_CONCURRENT: count('Requests at work at once.', 256),
  MAX_WAITING: count('Requests that wait for a place.', 512, 0),
  TRUSTED_DOCUMENTS: {
    description: 'A persisted-query manifest, whose operations can be asked for by their ids.',
    read: (text: string) => text,
    fallback: undefined as string | undefined,
  },
  ONLY_TRUSTED: {
    description: 'Whether nothing but trusted documents is run: yes or no.',
    read: readYesNo,
    fallback: false,
  },
  MAX_WAIT_MS: count('Milliseconds that a request waits for a place.', 1_000),
};

export interface GuardOptions extends EntranceOptions {
  readonly limits: OperationLimits;
  readonly maxBodyBytes: number;
  readonly longestBody: number;
  readonly requestTimeout: number;
  readonly trustedDocuments?: string;
  readonly onlyTrusted: boolean;
}

export function guardOptions(values: Values<typeof guardVariables>): GuardOptions {
  const limits = Object.entries(operationLimits).map(([name, { variable }]) => [name, values[variable]]);
  return {
    limits: Object.fromEntries(limits) as OperationLimits,
    maxBodyBytes: values.MAX_BODY_BYTES,
    longestBody: values.MAX_BODY_MS,
    requestTimeout: values.REQUEST_TIMEOUT_MS,
    trustedDocuments: values.TRUSTED_DOCUMENTS,
    onlyTrusted: values.ONLY_TRUSTED,
    ...(values.RATE_PER_SECOND > 0 && { rate: { perSecond: values.RATE_PER_SECOND, burst: values.RATE_BURST } }),
    trustedProxies: values.TRUSTED_PROXIES,
    admission: {
      concurrency: values.MAX_CONCURRENT,
      queue: values.MAX_WAITING,
      longestWait: values.MAX_WAIT_MS,
    },
  };
}

function count(description: string, fallback: number, least = 1): Variable<number> {
  return {
    description,
    fallback,
    read: (text) => {
      const value = Number(text);
      if (/^\d{1,12}$/.test(text) && value >= least) return value;
      throw new Error(`a whole number from ${least} on is needed`);
    },
  };
}

function readYesNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new Error('it is yes or no');
}
