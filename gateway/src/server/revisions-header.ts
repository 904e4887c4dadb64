import type { RevisionsOf } from '../engine/revisions.js';

/** The value of `Hub-Revisions`, a dictionary of RFC 9651: `indicators=12, municipalities=7`. */
export function revisionsText(revisions: RevisionsOf): string {
  return [...revisions]
    .map(([name, revision]) => `${name}=${revision}`)
    .sort()
    .join(', ');
}
