import { createHash } from 'node:crypto';
import type { Outcome } from '../engine/operation.js';
import type { KnownRevisions } from './newest-revisions.js';

/** How long an answer holds. */
export interface Freshness {
  readonly etag: string;
  /** Seconds; infinite where it holds for as long as the revisions that it stands at are the newest. */
  readonly maxAge: number;
  /** Whether revisions have a part in it, so that whoever keeps it must ask whether they still hold. */
  readonly revised: boolean;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
}

const dayLength = 86_400_000;
/** Milliseconds by which the clocks of subgraphs may differ from ours. */
const tolerance = 60_000;

/** The day of UTC, a part of every key: a field may answer by what day it is, which no revision tells. */
export const dayOf = (now: number): number => Math.floor(now / dayLength);

/** @returns undefined for an answer that is not to be kept */
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

/** Of an answer that is known by its key alone. */
export const heldAsKeyed = (etag: string): Freshness => ({
  etag,
  maxAge: Number.POSITIVE_INFINITY,
  revised: true,
  madeAt: Date.now(),
});

export const tagOf = (text: string | Buffer): string =>
  `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;

/** Seconds since the answer was made. */
export const ageOf = ({ madeAt }: Freshness, now = Date.now()): number => Math.floor((now - madeAt) / 1000);

export const isExpired = (freshness: Freshness): boolean => ageOf(freshness) >= freshness.maxAge;
