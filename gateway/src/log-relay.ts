import { type Handler, sendJson } from '@cabildo/kit/process';
import { clientError } from './errors.js';
import { isRecord } from './record.js';
import { Breakers } from './subgraph/breakers.js';
import { type Connect, type LogAnswer, type Transport, TransportError } from './subgraph/transport.js';

const folder = '/log/';
/** `/log/indicators/leaf/7?…`. No other path matches, because the gateway signs the request that it forwards. */
const address = /^\/log\/([\w-]+)\/(\w+(?:\/\w+)?(?:\?.*)?)$/;

/** Maximum requests in flight to the log of one subgraph. */
const atOnce = 32;

/** HTTP statuses that the log of a subgraph returns itself. */
const statuses: readonly number[] = [200, 400, 404, 500, 503];

/** Forwards requests to the logs of subgraphs. The client verifies the responses: they have cryptographic proofs. */
export class LogRelay {
  readonly #transports = new Map<string, Transport>();
  readonly #underWay = new Map<string, number>();
  // Separate from the breakers of GraphQL calls: a slow log is not a failure of the subgraph.
  readonly #breakers: Breakers;

  constructor(breakers = new Breakers()) {
    this.#breakers = breakers;
  }

  /** Returns a Connect that records each transport: the newest transport of a subgraph reads its log. */
  noting(connect: Connect): Connect {
    return (name, url) => {
      const transport = connect(name, url);
      this.#transports.set(name, transport);
      const close = () => {
        if (this.#transports.get(name) === transport) this.#transports.delete(name);
        return transport.close();
      };
      return { name, send: (request) => transport.send(request), close, watch: transport.watch?.bind(transport) };
    };
  }

  /** @param around wraps a handler with admission control and metrics */
  routes(around: (handler: Handler) => Handler): Record<string, Handler> {
    return {
      [folder]: around(async ({ method = 'GET', url = '/' }, response) => {
        if (method !== 'GET' && method !== 'HEAD') throw clientError('LOG_UNKNOWN', 'A log is only ever read: GET.');
        const [, name = '', asked = ''] = address.exec(url) ?? [];
        const { status, body } = await this.#ask(this.#find(name), asked);
        if (status === 503) response.setHeader('retry-after', 1);
        sendJson(response, status, body);
      }),
    };
  }

  /**
   * Reads the root of a log at a revision, shortened as in revision ids.
   * @returns null if the log has no such revision; undefined if the log cannot be read now
   */
  async rootAt(name: string, revision: number): Promise<string | null | undefined> {
    const transport = this.#transports.get(name);
    if (!transport?.log) return undefined;
    try {
      const { status, body } = await this.#ask(transport, `root?revision=${revision}`);
      const root = status === 200 && isRecord(body) ? body.root : undefined;
      return typeof root === 'string' ? root.slice(0, 32) : root === null ? null : undefined;
    } catch {
      return undefined;
    }
  }

  #find(name: string): Transport {
    const transport = this.#transports.get(name);
    if (transport?.log) return transport;
    const names = [...this.#transports.keys()].sort().map((each) => `${folder}${each}/`);
    throw clientError('LOG_UNKNOWN', `No subgraph of this name has a log. Ask ${names.join(', ')}.`);
  }

  async #ask(transport: Transport, asked: string): Promise<LogAnswer> {
    const { name } = transport;
    const underWay = this.#underWay.get(name) ?? 0;
    if (underWay >= atOnce) throw clientError('OVERLOADED', `The log of ${name} is asked for by many. Ask again.`);
    this.#underWay.set(name, underWay + 1);
    try {
      return await this.#withDeadline(transport, asked);
    } finally {
      this.#underWay.set(name, this.#underWay.get(name)! - 1);
    }
  }

  async #withDeadline(transport: Transport, asked: string): Promise<LogAnswer> {
    const { name } = transport;
    const breaker = this.#breakers.of(name);
    if (!breaker.enter())
      throw clientError('LOG_UNREACHABLE', `The log of ${name} has failed and is not asked for now.`);
    try {
      const answer = await transport.log!(asked);
      const said = isSaid(answer);
      if (!said && answer.status !== 404)
        throw new TransportError('SUBGRAPH_BAD_RESPONSE', `Subgraph "${name}" answered ${answer.status}.`);
      breaker.succeeded();
      return said ? answer : logless(name);
    } catch (cause) {
      breaker.failed();
      throw clientError('LOG_UNREACHABLE', `The log of ${name} does not answer, or not as a log does.`, cause);
    }
  }
}

/** Whether the response comes from a log: a subgraph without the kit responds to an unknown path in its own way. */
const isSaid = ({ status, body }: LogAnswer): boolean =>
  statuses.includes(status) && isRecord(body) && (status === 200 || Array.isArray(body.errors));

function logless(name: string): LogAnswer {
  const { message, extensions } = clientError('LOG_UNKNOWN', `The subgraph ${name} keeps no log.`);
  return { status: 404, body: { errors: [{ message, extensions: { code: extensions.code } }] } };
}
