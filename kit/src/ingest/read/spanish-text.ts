const isLower = (character: string) => /^[a-záéíóúüñ]$/.test(character);
const isUpper = (character: string) => /^[A-ZÁÉÍÓÚÜÑ]$/.test(character);
const isLetter = (character: string) => isLower(character) || isUpper(character);
const isDigit = (character: string) => /^\d$/.test(character);

/** Rates a character between others as part of a Spanish text: from 2 for a usual one to -2 for an unusual one. */
export function plausibility(earlier: string, before: string, character: string, after: string): number {
  if (/^[áéíóúüñ]$/.test(character)) return lowerCase(before, character, after);
  if (/^[ÁÉÍÓÚÜÑ]$/.test(character)) return isLower(before) || isDigit(before) ? -2 : isLetter(after) ? 2 : 0;
  if (character === '\u00a0') return isLower(after) && cannotEndWord(earlier, before) ? -2 : 1;
  if (/^[¿¡]$/.test(character)) return isLetter(after) && !isLetter(before) ? 2 : -1;
  if (/^[ºª°]$/.test(character)) return isDigit(before) || /^[.oaNn]$/.test(before) ? 2 : 0;
  if (/^[–—“”«»…]$/.test(character)) return isLetter(before) && isLetter(after) ? -2 : 1;
  return character === '’' || character === '‘' ? 0 : -2;
}

/** Spanish words end in a vowel or in one of a few consonants. */
const cannotEndWord = (earlier: string, last: string) =>
  isLower(last) && (!/^[aeiouáéíóúnslrdzyxc]$/.test(last) || /^[bcdfghjklmnpqrstvxz]{2}$/.test(earlier + last));

function lowerCase(before: string, character: string, after: string): number {
  if (isUpper(after) || isDigit(before) || isDigit(after)) return -2;
  // A no-break space of cp1252 is á in cp850. Between words it mostly follows a vowel, where á does not occur.
  if (character === 'á' && /^[aeo]$/.test(before)) return 0;
  return isLetter(before) || isLetter(after) ? 2 : -1;
}
