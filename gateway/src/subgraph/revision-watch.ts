import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { isRecord } from '../record.js';
import type { RevisionListener } from './transport.js';

/** Milliseconds of silence after which a stream is lost; a subgraph gives a sign of life every 500. */
const silence = 2_000;
/** Milliseconds before a lost stream is asked for again, and before a subgraph that has none is. */
const retry = 250;
const retryNone = 30_000;

interface Stream {
  /** Of the subgraph's `/revisions`. */
  readonly url: URL;
  /** Headers of a call, such as its signature. */
  readonly headersOf: (method: string, path: string) => Record<string, string>;
}

/** Follows the stream of a subgraph's newest revision, until the call that it returns. */
export function watchRevisions(stream: Stream, listener: RevisionListener): () => void {
  const stop = new AbortController();
  void follow(stream, listener, stop.signal);
  return () => stop.abort();
}

async function follow(stream: Stream, listener: RevisionListener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isServed = await read(stream, listener, signal).catch(() => true);
    if (signal.aborted) return;
    listener(isServed ? undefined : null);
    await sleep(isServed ? retry : retryNone, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** @returns false if the subgraph serves no such stream; otherwise when it ended */
async function read({ url, headersOf }: Stream, listener: RevisionListener, signal: AbortSignal): Promise<boolean> {
  const path = url.pathname + url.search;
  const headers = { ...headersOf('GET', path), accept: 'text/event-stream' };
  const answer = await request(url, { headers, signal, headersTimeout: silence, bodyTimeout: silence });
  const isStream = String(answer.headers['content-type']).startsWith('text/event-stream');
  if (answer.statusCode !== 200 || !isStream) {
    await answer.body.dump();
    return answer.statusCode === 200 || answer.statusCode >= 500;
  }
  let text = '';
  for await (const chunk of answer.body.setEncoding('utf8')) {
    const events = (text + String(chunk)).split('\n\n');
    text = events.pop()!;
    for (const event of events) hear(event, listener, { url, headersOf }, signal);
  }
  return true;
}

function hear(event: string, listener: RevisionListener, stream: Stream, signal: AbortSignal): void {
  const [, text] = /^data: (.*)$/m.exec(event) ?? [];
  const said: unknown = text === undefined ? undefined : JSON.parse(text);
  if (!isRecord(said)) return;
  const number = typeof said.revision === 'number' ? said.revision : undefined;
  const root = typeof said.root === 'string' ? said.root : undefined;
  listener(number === undefined ? undefined : { number, root });
  if (number !== undefined) void acknowledge(stream, String(said.stream), number, signal);
}

/** The publisher of the revision is waiting for this. */
async function acknowledge({ url, headersOf }: Stream, stream: string, revision: number, signal: AbortSignal) {
  const target = new URL(`?${new URLSearchParams({ stream, revision: String(revision) })}`, url);
  const headers = headersOf('POST', target.pathname + target.search);
  try {
    const answer = await request(target, { method: 'POST', headers, signal, headersTimeout: silence });
    await answer.body.dump();
  } catch {
    // The subgraph takes it for gone, and ends the stream, which tells the rest.
  }
}
