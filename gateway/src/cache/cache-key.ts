import { tagOf } from './freshness.js';
import type { KnownRevisions } from './newest-revisions.js';

/** The key of a cached response. It has everything that the response depends on: equal keys have equal responses. */
export class ResponseKey {
  readonly text: string;
  #tag?: string;

  /**
   * @param digest the digest of the supergraph, the operation and its variables
   * @param day the UTC day: a field may depend on the date, which is in no revision
   * @param moment the as-of moment of the request; the one of `@asOf` is part of the digest
   */
  constructor(
    digest: string,
    readonly standing: KnownRevisions,
    readonly day: number,
    readonly moment: string | undefined,
  ) {
    this.text = `${digest} ${day} ${moment ?? ''} ${standing.text}`;
  }

  get tag(): string {
    this.#tag ??= tagOf(this.text);
    return this.#tag;
  }
}
