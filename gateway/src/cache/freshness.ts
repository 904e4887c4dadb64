import { createHash } from 'node:crypto';
import type { Outcome } from '../engine/operation.js';
import type { KnownRevisions } from './newest-revisions.js';

/** How long a response is valid. */
export interface Freshness {
  readonly etag: string;
  /** Seconds; infinite if the response is valid while its revisions are the newest. */
  readonly maxAge: number;
  /** Whether the response depends on revisions: a cache must then revalidate it at each use. */
  readonly revised: boolean;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

const dayLength = 86_400_000;
/** Milliseconds by which the clocks of subgraphs may differ from the gateway's. */
const tolerance = 60_000;

/** The UTC day, which is part of every key: a field may depend on the date, which is in no revision. */
export const dayOf = (now: number): number => Math.floor(now / dayLength);

/** @returns undefined if the response must not be cached */
export function freshnessOf(
  { result, revisions: { reported, maxAge } }: Outcome,
  { at }: KnownRevisions,
  etag: string,
  isPast: boolean,
): Freshness | undefined {
  const madeAt = Date.now();
  const sinceMidnight = madeAt % dayLength;
  if (result.errors || maxAge <= 0) return undefined;
  if (sinceMidnight < tolerance || sinceMidnight > dayLength - tolerance) return undefined;
  if (!isPast && [...reported].some(([name, revision]) => at.get(name) !== revision)) return undefined;
  const revised = reported.size > 0 || maxAge === Number.POSITIVE_INFINITY;
  return { etag, maxAge, revised, madeAt };
}

/** The freshness of a response that is identified by its key, without its body. */
export const heldAsKeyed = (etag: string): Freshness => ({
  etag,
  maxAge: Number.POSITIVE_INFINITY,
  revised: true,
  madeAt: Date.now(),
});

export const tagOf = (text: string | Buffer): string =>
  `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

/** Seconds since the response was created. */
export const ageOf = ({ madeAt }: Freshness, now = Date.now()): number => Math.floor((now - madeAt) / 1000);

export const isExpired = (freshness: Freshness): boolean => ageOf(freshness) >= freshness.maxAge;
