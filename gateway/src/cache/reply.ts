import { type ExecutionResult, GraphQLError } from 'graphql';
import { type RevisionsOf, revisionsText } from '../engine/run/revisions.js';
import { Body } from './body.js';
import type { Freshness } from './freshness.js';

export type Encoding = 'br' | 'gzip';

/** An answer as it goes over HTTP, whatever headers its client sent. */
export interface Reply {
  readonly status: number;
  readonly body: Body;
  /** The value of `Hub-Revisions`; empty where no subgraph has revisions. */
  readonly revisions: string;
  /** Of an answer that is kept. */
  freshness?: Freshness;
  /** Of an answer that is kept: its body, compressed when it is first wanted so. */
  encoded?: Map<Encoding, Promise<Buffer>>;
}

/** What it costs to keep it: JSON shrinks to a quarter and less, in each of two encodings. */
export const bytesOf = ({ body }: Reply): number => Math.ceil(1.5 * body.length);

/** Spells an answer out as Apollo Server does; an error's `http` sets the status of the whole. */
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
