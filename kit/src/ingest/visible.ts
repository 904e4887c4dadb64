/** Invisible characters, and spaces and dashes that are easily confused with ASCII ones. */
const LOOKS_ALIKE =
  /[\u00a0\u00ad\u061c\u115f\u1680\u180e\u2000-\u200f\u2010-\u2015\u2028-\u202f\u205f-\u206f\u2212\u3000\ufe58\ufe63\ufeff\uff0d\u{e0000}-\u{e007f}]/gu;
const NAMED_AT_MOST = 5;

/** Quotes a text, and names the characters that a reader would take for others: `"–5" (U+2013)`. */
export function quotedVisibly(text: string): string {
  const names = [...new Set(text.match(LOOKS_ALIKE) ?? [])].slice(0, NAMED_AT_MOST).map(nameOf);
  return names.length === 0 ? JSON.stringify(text) : `${JSON.stringify(text)} (${names.join(', ')})`;
}

const nameOf = (character: string) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
