/** Characters that do not distinguish texts: spaces, quotes, and punctuation within names. */
const INSIGNIFICANT = /[\s_.,:;"'’‘“”\u00a0]+/gu;

/**
 * Normalises a text for a comparison that ignores accents, case, spaces and punctuation. Signs stay, because they change
 * the meaning: `-1` and `1`, `65+` and `65`, `Pobreza %` and `Pobreza`. A text without letters stays as it is.
 */
export function comparable(text: string): string {
  const tidy = text.replace(/[\s\u00a0]+/gu, ' ').trim();
  if (!/\p{L}/u.test(tidy)) return tidy;
  return tidy.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(INSIGNIFICANT, ' ').trim();
}
