/** One code of `schema/errors.md`. A code never changes its meaning. */
export interface CatalogueEntry {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
  /** HTTP status, if the error is the whole response. */
  readonly http?: number;
  readonly example: string;
}

/** What to do about a code, and a message that carries it. */
export type Guide = readonly [remedy: string, example: string];
