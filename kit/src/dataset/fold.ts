/** Normalises a name for comparison: lower-case letters without accents, digits, single spaces. */
export const fold = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\ufffd]+/gu, ' ')
    .trim();
