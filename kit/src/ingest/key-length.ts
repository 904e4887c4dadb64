/** Maximum bytes of the key columns of a row together. An entry of a PostgreSQL index has at most 2,704 bytes. */
export const LONGEST_KEY = 2_000;
/** A character has at most three bytes per UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

/** Returns whether the texts at the positions of the key are too long for an index. */
export function isKeyTooLong(positions: readonly number[], texts: readonly string[]): boolean {
  let length = 0;
  for (const at of positions) length += texts[at]!.length;
  if (length * BYTES_PER_UNIT <= LONGEST_KEY) return false;
  return Buffer.byteLength(positions.map((at) => texts[at]).join('')) > LONGEST_KEY;
}
