import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http/http-graphql.js';
import type { RevisionStream } from './revision-stream.js';

/** Milliseconds between two signs of life. A gateway that hears nothing for some of them takes the stream for lost. */
const beat = 500;
/** Milliseconds that a gateway gets to say that it knows. */
const patience = 2_500;

interface Listener {
  /** What is waited for: that the gateway says it knows. */
  readonly knows: Map<number, () => void>;
  readonly response: ServerResponse;
}

/**
 * Serves the newest revision as server-sent events: `data: {"stream":"…","revision":7}`, null while it is not known.
 * A gateway says by `POST /revisions?stream=…&revision=7` that it knows, for which the publisher is made to wait.
 */
export class RevisionRoute {
  readonly #stream: RevisionStream;
  readonly #listeners = new Map<string, Listener>();

  constructor(stream: RevisionStream) {
    this.#stream = stream;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'POST') this.#acknowledge(request, response);
    else this.#open(response);
  }

  close(): void {
    for (const { response } of this.#listeners.values()) response.end();
  }

  #open(response: ServerResponse): void {
    const id = randomUUID();
    const listener: Listener = { knows: new Map(), response };
    this.#listeners.set(id, listener);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const timer = setInterval(() => response.write(':\n\n'), beat);
    const stop = this.#stream.watch((revision) => tell(id, listener, revision));
    response.once('close', () => {
      clearInterval(timer);
      stop();
      this.#listeners.delete(id);
      for (const done of listener.knows.values()) done();
    });
  }

  #acknowledge({ url = '/' }: IncomingMessage, response: ServerResponse): void {
    const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const listener = this.#listeners.get(search.get('stream') ?? '');
    listener?.knows.get(Number(search.get('revision')))?.();
    sendJson(response, listener ? 200 : 404, { status: listener ? 'ok' : 'unknown stream' });
  }
}

function tell(stream: string, { knows, response }: Listener, revision: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (revision === undefined) resolve();
    else {
      // One that does not answer cannot be trusted to have heard: its stream ends.
      const late = setTimeout(() => response.destroy(), patience);
      knows.set(revision, () => {
        clearTimeout(late);
        knows.delete(revision);
        resolve();
      });
    }
    response.write(`data: ${JSON.stringify({ stream, revision: revision ?? null })}\n\n`);
  });
}
