/** What a number format of a spreadsheet shows, as far as the text of a cell depends on it. */
export interface NumberFormat {
  kind: 'general' | 'date' | 'time' | 'percent' | 'padded' | 'scaled';
  /** The number of digits that a padded number is filled to with zeros. */
  digits?: number;
}

const GENERAL: NumberFormat = { kind: 'general' };
/** Built-in formats of dates and times, with those of East Asian editions (ECMA-376-1, 18.8.30). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const isBuiltInTime = (id: number) => (id >= 18 && id <= 21) || (id >= 45 && id <= 47);

/** Returns what a number format shows, given its id and, if it is not built in, its code. */
export function formatOf(id: number, code?: string): NumberFormat {
  if (code !== undefined) return formatOfCode(code);
  if (isBuiltInDate(id)) return { kind: 'date' };
  if (isBuiltInTime(id)) return { kind: 'time' };
  return id === 9 || id === 10 ? { kind: 'percent' } : GENERAL;
}

/** The first section of a code is for positive numbers. */
export function formatOfCode(code: string): NumberFormat {
  const elapsed = /\[(h+|m+|s+)\]/i.test(code);
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').split(';')[0]!;
  if (/general|@/i.test(bare)) return GENERAL;
  if (/[dy]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare) && !elapsed)) return { kind: 'date' };
  if (elapsed || /[hs]/i.test(bare)) return { kind: 'time' };
  if (bare.includes('%')) return { kind: 'percent' };
  if (/^0{2,}$/.test(bare.trim())) return { kind: 'padded', digits: bare.trim().length };
  return /[0#?],+(?![0#?])/.test(bare) ? { kind: 'scaled' } : GENERAL;
}
