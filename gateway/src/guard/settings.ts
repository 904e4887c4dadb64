import type { Values, Variable } from '@cabildo/kit/process';
import { type CorsOptions, sandbox } from '../server/cors.js';
import { type AddressPolicy, blockListOf } from '../subgraph/address-policy.js';
import type { BreakerOptions } from '../subgraph/breaker.js';
import type { SubgraphLimits } from '../subgraph/http-transport.js';
import { readSubgraphLimits } from '../subgraph/limits-text.js';
import type { AdmissionOptions } from './admission-control.js';
import { type OperationLimits, operationLimits } from './limits.js';

type LimitVariable = (typeof operationLimits)[keyof typeof operationLimits]['variable'];

const limitVariables = Object.fromEntries(
  Object.values(operationLimits).map(({ variable, fallback, description }) => [variable, count(description, fallback)]),
) as Record<LimitVariable, Variable<number>>;

/** The bounds of a gateway, as variables of its environment. */
export const guardVariables = {
  ...limitVariables,
  MAX_BODY_BYTES: count('Bytes of a request’s body.', 256 * 1024),
  MAX_BODY_MS: count('Milliseconds that a request’s body may take to arrive.', 10_000),
  MAX_HEADERS_MS: count('Milliseconds that a request’s headers may take to arrive.', 10_000),
  REQUEST_TIMEOUT_MS: count('Milliseconds that subgraphs get for one request.', 15_000),
  MAX_RESPONSE_CHARACTERS: count('Maximum characters of a response to a client.', 16 * 1024 * 1024),
  SUBGRAPH_TIMEOUT_MS: count('Milliseconds that one call to a subgraph may take, over HTTP.', 10_000),
  MAX_ANSWER_BYTES: count(
    'Maximum bytes of one response of a subgraph over HTTP; a quarter of it for a partner.',
    16 * 1024 * 1024,
  ),
  MAX_ANSWER_OBJECTS: count(
    'Maximum objects and lists in one response of a subgraph over HTTP; a quarter of it for a partner.',
    200_000,
  ),
  SUBGRAPH_CALLS: count('Maximum calls in flight to one subgraph over HTTP.', 128),
  SUBGRAPH_QUEUE: count('Maximum calls that wait for one of them.', 512, 0),
  SUBGRAPH_QUEUE_MS: count('Maximum milliseconds that a call waits.', 1_000),
  SUBGRAPH_LIMITS: {
    description:
      'Limits of single subgraphs, separated by spaces: water=timeout:3000,calls:16,queue:32,wait:500,bytes:4194304,objects:50000,retry:no.',
    read: (text: string): Record<string, SubgraphLimits> => readSubgraphLimits(text),
    fallback: {} as Record<string, SubgraphLimits>,
  },
  OWN_SUBGRAPHS: {
    description: 'Subgraphs that the hub runs itself, separated by spaces. Error messages of others get a mark.',
    read: (text: string) => text.trim().split(/\s+/),
    fallback: ['municipalities', 'secretariats', 'indicators', 'registry'],
  },
  SUBGRAPH_NETWORKS: {
    description:
      'Networks that are not public in which partners may be, separated by spaces: 10.1.0.0/16; or any. If unset, any if HOST is a loopback address, and none otherwise.',
    read: readNetworks,
    fallback: undefined as 'any' | readonly string[] | undefined,
  },
  OVERRIDE_LABELS: {
    description: 'Labels of progressive @override that are active, with spaces between them; percent(n) needs none.',
    read: (text: string): readonly string[] => text.split(/\s+/).filter(Boolean),
    fallback: [] as readonly string[],
  },
  CHECK_PLANS: {
    description: 'Whether each plan is checked before it is run: yes or no. A wrong plan is an error, PLAN_INVALID.',
    read: readYesNo,
    fallback: false,
  },
  BREAKER_CALLS: count('Calls to a subgraph after which it is spared, if half of the last ones failed.', 10),
  BREAKER_REST_MS: count(
    'Milliseconds that a failing subgraph is spared for; twice as many after each vain probe.',
    1_000,
  ),
  BREAKER_LONGEST_REST_MS: count('The most milliseconds that a failing subgraph is spared for.', 30_000),
  RATE_PER_SECOND: count('Requests a second that one client may go on sending; 0: no bound.', 100, 0),
  RATE_BURST: count('Requests that one client may send at once.', 500),
  TRUSTED_PROXIES: count('Proxies before the gateway whose X-Forwarded-For is believed.', 0, 0),
  MAX_CONNECTIONS: count('Connections at once; whoever comes beyond is hung up on.', 10_000),
  MAX_CONCURRENT: count('Requests at work at once: fewer while the process has no time to spare.', 256),
  MAX_WAITING: count('Requests that wait for a place: fewer while more have come than could wait.', 512, 0),
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
  REGISTERED_BYTES: count(
    'Bytes of operations that clients have registered by their hash; 0: none may.',
    4 * 1024 * 1024,
    0,
  ),
  MAX_WAIT_MS: count('Milliseconds that a request waits for a place.', 1_000),
  MAX_HEAP_PERCENT: count('Percent of the heap in use beyond which requests are turned away.', 90),
  STOP_MS: count('Milliseconds that requests under way get when the gateway is told to end.', 10_000),
  CORS_ORIGINS: {
    description:
      'Origins whose pages may read answers, beside Apollo Sandbox, separated by spaces; * for every one. Where left out, those of this machine.',
    read: readOrigins,
    fallback: undefined as '*' | readonly string[] | undefined,
  },
};

export interface GuardOptions extends AdmissionOptions {
  readonly limits: OperationLimits;
  readonly maxBodyBytes: number;
  readonly bodyTimeout: number;
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly maxResponseSize: number;
  readonly trustedDocuments?: string;
  readonly onlyTrusted: boolean;
  readonly automaticBytes: number;
  readonly overrideLabels: readonly string[];
  readonly checkPlans: boolean;
  readonly breaker: BreakerOptions;
  readonly stopTimeout: number;
  readonly maxConnections: number;
  readonly cors?: CorsOptions;
}

export function guardOptions(values: Values<typeof guardVariables>): GuardOptions {
  const limits = Object.entries(operationLimits).map(([name, { variable }]) => [name, values[variable]]);
  return {
    limits: Object.fromEntries(limits) as OperationLimits,
    maxBodyBytes: values.MAX_BODY_BYTES,
    bodyTimeout: values.MAX_BODY_MS,
    requestTimeout: values.REQUEST_TIMEOUT_MS,
    maxResponseSize: values.MAX_RESPONSE_CHARACTERS,
    trustedDocuments: values.TRUSTED_DOCUMENTS,
    onlyTrusted: values.ONLY_TRUSTED,
    automaticBytes: values.REGISTERED_BYTES,
    overrideLabels: values.OVERRIDE_LABELS,
    checkPlans: values.CHECK_PLANS,
    breaker: {
      least: values.BREAKER_CALLS,
      rest: values.BREAKER_REST_MS,
      maxOpenMs: values.BREAKER_LONGEST_REST_MS,
    },
    stopTimeout: values.STOP_MS,
    maxConnections: values.MAX_CONNECTIONS,
    headersTimeout: values.MAX_HEADERS_MS,
    ...(values.CORS_ORIGINS && { cors: { origins: values.CORS_ORIGINS } }),
    ...(values.RATE_PER_SECOND > 0 && { rate: { perSecond: values.RATE_PER_SECOND, burst: values.RATE_BURST } }),
    trustedProxies: values.TRUSTED_PROXIES,
    admission: {
      concurrency: values.MAX_CONCURRENT,
      queue: values.MAX_WAITING,
      queueTimeout: values.MAX_WAIT_MS,
      maxHeapShare: values.MAX_HEAP_PERCENT / 100,
    },
  };
}

/** The options of the HTTP transport. */
export const subgraphBounds = (values: Values<typeof guardVariables> & { readonly HOST?: string }) => ({
  timeout: values.SUBGRAPH_TIMEOUT_MS,
  maxResponseBytes: values.MAX_ANSWER_BYTES,
  maxResponseObjects: values.MAX_ANSWER_OBJECTS,
  connections: values.SUBGRAPH_CALLS,
  queue: values.SUBGRAPH_QUEUE,
  queueTimeout: values.SUBGRAPH_QUEUE_MS,
  subgraphs: values.SUBGRAPH_LIMITS,
  isOwn: (name: string) => values.OWN_SUBGRAPHS.includes(name),
  addresses: addressPolicy(values.SUBGRAPH_NETWORKS, values.HOST),
});

/** A gateway that listens on a loopback address is in development: partners run on the same machine. */
function addressPolicy(networks: 'any' | readonly string[] | undefined, host = 'localhost'): AddressPolicy | undefined {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (networks === 'any' || (networks === undefined && isLoopback)) return undefined;
  return { networks: networks ?? [] };
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

function readOrigins(text: string): '*' | readonly string[] {
  if (text === '*') return text;
  const origins = text.trim().split(/\s+/);
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong === undefined) return [sandbox, ...origins];
  throw new Error(`"${wrong}" is no origin; one is written https://example.org, without a path`);
}

function readYesNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new Error('it is yes or no');
}

function readNetworks(text: string): 'any' | readonly string[] {
  if (text === 'any') return text;
  const networks = text.trim().split(/\s+/);
  blockListOf(networks);
  return networks;
}
