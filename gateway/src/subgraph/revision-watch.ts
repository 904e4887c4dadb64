import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { isRecord } from '../record.js';
import { EventStreamError, EventStreamReader } from './event-stream.js';
import type { RevisionListener } from './transport.js';

/** Milliseconds without a byte after which a stream is lost. The kit writes a comment every 500 ms. */
const silence = 2_000;
/** Milliseconds before a lost stream is requested again; doubled after each failure, up to the maximum. */
const firstRetry = 250;
const maxRetry = 2_000;
/** Milliseconds before the stream is requested again if the subgraph has none, or if it broke a limit. */
const retryWithoutStream = 30_000;
/** Maximum acknowledgements that wait for the one in flight. The oldest is dropped: its revision is no longer the newest. */
const maxAcknowledgements = 8;

interface Stream {
  /** The `/revisions` of the subgraph. */
  readonly url: URL;
  /** Headers of a call, such as its signature. */
  readonly headersOf: (method: string, path: string) => Record<string, string>;
  /** Connects to the subgraph; the global agent of undici by default. */
  readonly dispatcher?: Dispatcher;
}

/** How one attempt ended. `none`: the subgraph has no stream. `failing`: it, or a proxy, responded with 5xx. `harmful`: the stream broke a limit. */
type Ended = 'none' | 'failing' | 'lost' | 'harmful';

/** Notifies the listener of each newest revision of a subgraph, until the returned function is called. */
export function watchRevisions(stream: Stream, listener: RevisionListener): () => void {
  const stop = new AbortController();
  void follow(stream, listener, stop.signal);
  return () => stop.abort();
}

async function follow(stream: Stream, listener: RevisionListener, signal: AbortSignal): Promise<void> {
  let retry = firstRetry;
  while (!signal.aborted) {
    let heard = false;
    const ended = await read(stream, signal, (revision) => {
      heard = true;
      listener(revision);
    });
    if (signal.aborted) return;
    // Without a stream, `Cache-Control` decides how long responses are cached.
    listener(ended === 'lost' ? undefined : null);
    retry = heard ? firstRetry : Math.min(retry * 2, maxRetry);
    const wait = ended === 'lost' || ended === 'failing' ? retry : retryWithoutStream;
    await sleep(wait, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function read(stream: Stream, signal: AbortSignal, listener: RevisionListener): Promise<Ended> {
  const { url, headersOf, dispatcher } = stream;
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  try {
    const headers = { ...headersOf('GET', url.pathname + url.search), accept: 'text/event-stream' };
    const timeouts = { headersTimeout: silence, bodyTimeout: silence };
    const response = await request(url, { headers, signal: both, dispatcher, ...timeouts });
    const isStream = String(response.headers['content-type']).startsWith('text/event-stream');
    const { statusCode: status } = response;
    if (status !== 200 || !isStream) return status >= 500 && status !== 501 ? 'failing' : 'none';
    const acknowledgements = new Acknowledgements(stream, both);
    const reader = new EventStreamReader();
    for await (const chunk of response.body.setEncoding('utf8'))
      for (const data of reader.read(String(chunk))) handle(data, listener, acknowledgements);
    return 'lost';
  } catch (error) {
    return error instanceof EventStreamError ? 'harmful' : 'lost';
  } finally {
    // Closes the connection, whatever the subgraph still sends.
    ending.abort();
  }
}

/** @throws EventStreamError when the data is not the JSON of a revision */
function handle(data: string, listener: RevisionListener, acknowledgements: Acknowledgements): void {
  const event = parse(data);
  if (!isRecord(event)) throw new EventStreamError('an event that is not a JSON object');
  const number =
    Number.isSafeInteger(event.revision) && Number(event.revision) >= 0 ? Number(event.revision) : undefined;
  const root = typeof event.root === 'string' ? event.root : undefined;
  listener(number === undefined ? undefined : { number, root });
  if (number !== undefined) acknowledgements.add(String(event.stream), number);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new EventStreamError('an event that is not JSON');
  }
}

/** Acknowledges revisions to the subgraph, whose publisher waits for it. One acknowledgement is in flight at a time. */
class Acknowledgements {
  #waiting: { readonly stream: string; readonly revision: number }[] = [];
  #isSending = false;

  constructor(
    readonly target: Stream,
    readonly signal: AbortSignal,
  ) {}

  add(stream: string, revision: number): void {
    this.#waiting.push({ stream, revision });
    if (this.#waiting.length > maxAcknowledgements) this.#waiting.shift();
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let next = this.#waiting.shift(); next && !this.signal.aborted; next = this.#waiting.shift())
      await this.#send(next.stream, next.revision);
    this.#isSending = false;
  }

  async #send(stream: string, revision: number): Promise<void> {
    const { url, headersOf, dispatcher } = this.target;
    const target = new URL(`?${new URLSearchParams({ stream, revision: String(revision) })}`, url);
    const headers = headersOf('POST', target.pathname + target.search);
    const timeouts = { headersTimeout: silence, bodyTimeout: silence };
    try {
      const response = await request(target, { method: 'POST', headers, signal: this.signal, dispatcher, ...timeouts });
      await response.body.dump({ limit: 16_384, signal: this.signal });
    } catch {
      // The subgraph ends a stream that does not acknowledge, and the stream is requested again.
    }
  }
}
