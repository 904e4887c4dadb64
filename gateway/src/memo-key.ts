/**
 * Returns a key for a name and a text. Two different pairs never have the same key, whatever characters they contain: the
 * length of the name comes first. `("B", "# A")` → `1:B# A`, and `("B #", " A")` → `3:B # A`.
 */
export const memoKey = (name: string | undefined, text: string): string =>
  name === undefined ? `:${text}` : `${name.length}:${name}${text}`;
