import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

export type MediaType = 'application/json; charset=utf-8' | 'application/graphql-response+json; charset=utf-8';

export const plainJson: MediaType = 'application/json; charset=utf-8';

/** The media types of GraphQL responses; the first one is preferred if the client has no preference. */
const offered: readonly MediaType[] = [plainJson, 'application/graphql-response+json; charset=utf-8'];

/** The result of content negotiation for a GraphQL response. */
export interface Accepted {
  /** The media type of the response; undefined if the client accepts none of those offered. */
  readonly type?: MediaType;
  /** Whether the client accepts JSON types only. A browser also accepts HTML. */
  readonly onlyJson: boolean;
}

/** Ranges of an Accept header that clients of an API send. Any other range, such as text/html, is that of a browser. */
const jsonRanges = new Set(['*/*', 'application/*', 'application/json', 'application/graphql-response+json']);

const anything: Accepted = { type: plainJson, onlyJson: true };

/** Parsed Accept headers. Clients send few different ones. */
const cache = new LRUCache<string, Accepted>({ max: 100 });

/** Chooses the media type of a response by the Accept header of the request. */
export function acceptedBy(accept: string | undefined): Accepted {
  if (accept === undefined) return anything;
  let accepted = cache.get(accept);
  if (!accepted) {
    accepted = negotiate(accept);
    cache.set(accept, accepted);
  }
  return accepted;
}

function negotiate(accept: string): Accepted {
  const negotiator = new Negotiator({ headers: { accept } });
  const [type] = negotiator.mediaTypes([...offered]) as MediaType[];
  return { type, onlyJson: negotiator.mediaTypes().every((range) => jsonRanges.has(range)) };
}
