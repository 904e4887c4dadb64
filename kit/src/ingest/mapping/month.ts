const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const SHORTEST = 3;
const OTHER_NAMES: Readonly<Record<string, number>> = { setiembre: 9, set: 9, sept: 9 };

/** Returns the two digits of a month, from its Spanish name, an abbreviation such as "ene.", or its number. */
export function monthDigits(text: string): string | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  const at =
    name.length < SHORTEST ? -1 : MONTHS.findIndex((month) => month === name || month.slice(0, SHORTEST) === name);
  const number = /^\d{1,2}$/.test(name) ? Number(name) : (OTHER_NAMES[name] ?? at + 1);
  return number >= 1 && number <= 12 ? String(number).padStart(2, '0') : undefined;
}

/** Returns the number of a month in a column name, such as Enero. Undefined if it is not the whole name of one. */
export function monthOfName(name: string): number | undefined {
  const at = MONTHS.indexOf(name);
  return at < 0 ? undefined : at + 1;
}
