import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/http-graphql.js';
import type { RevisionId } from '../process/revision-id.js';
import type { RevisionStream } from './revision-stream.js';

/** Interval of heartbeat comments. A gateway that misses several of them treats the stream as lost. */
const HEARTBEAT_MS = 500;
/** How long a gateway may take to acknowledge a revision. */
const ACKNOWLEDGE_TIMEOUT_MS = 2_500;

interface Subscriber {
  /** By revision: resolves the wait for its acknowledgement. */
  readonly pending: Map<number, () => void>;
  readonly response: ServerResponse;
}

/**
 * Serves the newest revision as server-sent events: `data: {"stream":"…","revision":7,"root":"…"}`; revision is
 * null while it is unknown.
 * A gateway acknowledges an event by `POST /revisions?stream=…&revision=7`. The publisher waits for that.
 */
export class RevisionRoute {
  readonly #stream: RevisionStream;
  readonly #subscribers = new Map<string, Subscriber>();

  constructor(stream: RevisionStream) {
    this.#stream = stream;
    stream.onRelayed = (payload) => {
      const [id = '', revision] = payload.split(' ');
      this.#subscribers.get(id)?.pending.get(Number(revision))?.();
    };
  }

  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void> {
    if (request.method === 'POST') return this.#acknowledge(request, response);
    this.#open(response);
  }

  close(): void {
    for (const { response } of this.#subscribers.values()) response.end();
  }

  #open(response: ServerResponse): void {
    const id = randomUUID();
    const subscriber: Subscriber = { pending: new Map(), response };
    this.#subscribers.set(id, subscriber);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const timer = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
    const stop = this.#stream.watch((revision) => send(id, subscriber, revision));
    response.once('close', () => {
      clearInterval(timer);
      stop();
      this.#subscribers.delete(id);
      for (const done of subscriber.pending.values()) done();
    });
  }

  /** Behind a load balancer, the acknowledgement may reach another replica than the stream. That one relays it. */
  async #acknowledge({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const [stream, revision] = [search.get('stream') ?? '', Number(search.get('revision'))];
    const subscriber = this.#subscribers.get(stream);
    if (subscriber) subscriber.pending.get(revision)?.();
    else if (/^[0-9a-f-]{36}$/.test(stream)) await this.#stream.relay(`${stream} ${revision}`);
    sendJson(response, 200, { status: 'ok' });
  }
}

function send(stream: string, { pending, response }: Subscriber, revision: RevisionId | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (revision === undefined) resolve();
    else {
      // A gateway that does not acknowledge may still serve old responses. Closing its stream makes it revalidate.
      const late = setTimeout(() => response.destroy(), ACKNOWLEDGE_TIMEOUT_MS);
      pending.set(revision.number, () => {
        clearTimeout(late);
        pending.delete(revision.number);
        resolve();
      });
    }
    response.write(`data: ${JSON.stringify({ stream, revision: revision?.number ?? null, root: revision?.root })}\n\n`);
  });
}
