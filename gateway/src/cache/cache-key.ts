import { tagOf } from './freshness.js';
import type { KnownRevisions } from './newest-revisions.js';

/** What an answer depends on, and nothing else: where it is the same, so is the answer. */
export class ResponseKey {
  readonly text: string;
  #tag?: string;

  /**
   * @param digest of the supergraph, the operation and its variables
   * @param day of UTC: a field may answer by what day it is, which no revision tells
   * @param moment past that the request asks for; one that the operation names is in the digest
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
