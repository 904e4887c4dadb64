import fc from 'fast-check';

/** A row of a generated table. Numbers are texts, because their digits matter. */
export interface TableRow {
  id: string;
  name: string;
  value: string;
  count: string;
  day: string;
}

export const COLUMNS = ['id', 'name', 'value', 'count', 'day'] as const;

/** How a table is written. */
export interface Style {
  format: 'csv' | 'json' | 'ndjson' | 'xlsx';
  separator: ',' | ';' | '\t' | '|';
  lineEnd: '\n' | '\r\n' | '\r' | 'mixed';
  /** `never`: a program that neither quotes nor escapes. */
  quoting: 'needed' | 'always' | 'never';
  encoding: 'utf8' | 'utf8-mark' | 'utf16le' | 'utf16be' | 'utf32le' | 'cp1252' | 'cp850' | 'mac-roman';
  notation: 'plain' | 'comma' | 'narrow-spaces' | 'unicode-minus' | 'brackets';
  gzipped: boolean;
  titles: number;
  footer: boolean;
  repeatedHeader: boolean;
  phantomColumns: number;
  /** JSON and XLSX. */
  nested: boolean;
  date1904: boolean;
  percent: boolean;
  strings: 'shared' | 'inline' | 'cdata' | 'formula';
  prefix: boolean;
  absoluteTargets: boolean;
  stored: boolean;
  harm: Harm;
}

/** What goes wrong with a file. Each harm must lead to a finding or leave the values as they are. */
export const HARMS = [
  'none',
  'stray-quotes',
  'enclosing-quotes',
  'short-rows',
  'cut-off',
  'swapped-byte',
  'formula-without-value',
  'missing-shared-text',
  'further-rows',
  'name-twice',
  'bytes-behind-gzip',
  'renamed-column',
] as const;
export type Harm = (typeof HARMS)[number];

export interface Table {
  rows: TableRow[];
  style: Style;
}

const SPECIAL = [
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  '\u00a0',
  '_x000D_',
  '&',
  '<',
  "'",
  '\\',
  '=',
  '-1',
  '*',
  '%',
  '65+',
];
const WORDS = [
  'Toluca',
  'Chimalhuacán',
  'Año',
  'ñandú',
  'San José',
  'El Oro',
  'a',
  '0',
  '15',
  '«ola»',
  'Ecatepec',
  'MÚSICA',
];

const name = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, fc.constantFrom(...SPECIAL)), { maxLength: 5 })
  .map((parts) => parts.join(fc.stringify(parts).length % 2 === 0 ? ' ' : ''))
  .map((text) => text.trim().replace(/^[\s\u00a0=]+|[\s\u00a0]+$/g, ''));

/** Numbers of nines alone are markers of unknown values. */
const digits = fc.integer({ min: 0, max: 9_999_999 }).filter((number) => !/^9+$/.test(String(number)));
const value = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.boolean(), digits, fc.option(fc.integer({ min: 1, max: 999_999 }))).map(decimal),
  },
  { weight: 1, arbitrary: fc.constantFrom('0', '-1', '1', '0.5', '40.501', '705193', '123456789012.25', '0.10') },
);

function decimal([negative, whole, fraction]: [boolean, number, number | null]): string {
  const text = fraction === null ? String(whole) : `${whole}.${String(fraction)}`;
  return negative && Number(text) !== 0 ? `-${text}` : text;
}

const day = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.integer({ min: -25_000, max: 60_000 }).map(dayOf) },
  // The days before 1 March 1900, which sheets count in another way.
  { weight: 1, arbitrary: fc.integer({ min: -25_567, max: -25_509 }).map(dayOf) },
);

function dayOf(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

const row = fc.record({
  name,
  value,
  count: fc.oneof(fc.constant(''), fc.integer({ min: -2_147_483_647, max: 2_147_483_647 }).map(String)),
  day,
});

const style: fc.Arbitrary<Style> = fc.record({
  format: fc.constantFrom('csv', 'csv', 'csv', 'json', 'ndjson', 'xlsx', 'xlsx'),
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r', 'mixed'),
  quoting: fc.constantFrom('needed', 'needed', 'always', 'never'),
  encoding: fc.constantFrom(
    'utf8',
    'utf8',
    'utf8-mark',
    'utf16le',
    'utf16be',
    'utf32le',
    'cp1252',
    'cp850',
    'mac-roman',
  ),
  notation: fc.constantFrom('plain', 'comma', 'narrow-spaces', 'unicode-minus', 'brackets'),
  gzipped: fc.boolean(),
  titles: fc.integer({ min: 0, max: 2 }),
  footer: fc.boolean(),
  repeatedHeader: fc.boolean(),
  phantomColumns: fc.integer({ min: 0, max: 2 }),
  nested: fc.boolean(),
  date1904: fc.boolean(),
  percent: fc.boolean(),
  strings: fc.constantFrom('shared', 'inline', 'cdata', 'formula'),
  prefix: fc.boolean(),
  absoluteTargets: fc.boolean(),
  stored: fc.boolean(),
  harm: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Harm>('none') },
    { weight: 2, arbitrary: fc.constantFrom(...HARMS) },
  ),
}) as fc.Arbitrary<Style>;

/** Generates tables and the ways to write them. */
export const tables: fc.Arbitrary<Table> = fc
  .record({ rows: fc.array(row, { minLength: 1, maxLength: 7 }), style })
  .map(({ rows, style }) => ({
    rows: rows.map((each, at) => ({ id: `fila-${at}`, ...each, day: possibleDay(each.day, style) })),
    style,
  }));

/** Workbooks of 1904 have no earlier days. */
const possibleDay = (day: string, { format, date1904 }: Style) =>
  format === 'xlsx' && date1904 && day < '1904-01-02' ? '' : day;
