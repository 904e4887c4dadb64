import { type ExecutionResult, GraphQLError } from 'graphql';
import { type RevisionsOf, revisionsText } from '../engine/run/revisions.js';
import { Body } from './body.js';
import type { Freshness } from './freshness.js';

export type Encoding = 'br' | 'gzip';

/** A response in the form in which HTTP sends it. It does not depend on the headers of a client. */
export interface Reply {
  readonly status: number;
  readonly body: Body;
  /** The value of the header `Hub-Revisions`; empty if no subgraph has revisions. */
  readonly revisions: string;
  /** Set if the response is cached. */
  freshness?: Freshness;
  /** The compressed body of a cached response, by encoding. It is created at the first request for the encoding. */
  encoded?: Map<Encoding, Promise<Buffer>>;
}

/** Bytes in the cache, with the two compressed bodies: JSON is compressed to a quarter or less. */
export const bytesOf = ({ body }: Reply): number => Math.ceil(1.5 * body.length);

/** Serializes a result as Apollo Server does. The `http` extension of an error sets the HTTP status. */
export function replyOf({ errors, data, extensions }: ExecutionResult, revisions: RevisionsOf = new Map()): Reply {
  let status = errors && data === undefined ? 400 : 200;
  const shown = errors?.map((error) => {
    const { http, ...rest } = error.extensions;
    status = (http as { status?: number } | undefined)?.status ?? status;
    return { ...plain(error), extensions: { ...rest, code: rest.code ?? 'INTERNAL_SERVER_ERROR' } };
  });
  return {
    status,
    body: new Body(`${JSON.stringify({ errors: shown, data, extensions })}\n`),
    revisions: revisionsText(revisions),
  };
}

const plain = (error: GraphQLError) => (error instanceof GraphQLError ? error : new GraphQLError(error)).toJSON();
