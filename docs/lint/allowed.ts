/** A passage that a pattern of `words.ts` matches although its use is correct. */
export interface Allowed {
  /** The file, or a folder that ends in `/`. */
  readonly file: string;
  /** The text around the word, exactly as it is in the file. */
  readonly text: string;
  readonly reason: string;
}

/** One line each, with a reason. Prefer rewording over adding a line. */
export const allowed: readonly Allowed[] = [];

/** Files whose text is quoted or generated, and is corrected where it comes from. */
export const notOurProse: readonly RegExp[] = [
  /^docs\/lint\/words\.ts$/,
  /^bench\/results\//,
  /\/fixtures\//,
  /\/cases\//,
  /^e2e\/layouts\//,
  /^data\/(?!README)/,
];
