import { COLUMNS, type Style, type Table, type TableRow } from './table.js';

/** Writes a table as CSV text. */
export function delimitedText({ rows, style }: Table): string {
  const { separator, titles, footer, repeatedHeader, phantomColumns, harm } = style;
  const empty = new Array<string>(phantomColumns).fill('');
  const header = [...headerOf(style), ...empty];
  const body = rows.map((row, at) =>
    [...cellsOf(row, style), ...empty].map((cell, column) => enclosing(cell, column, at, rows.length, harm)),
  );
  const lines = [
    ...Array.from({ length: titles }, (_, at) =>
      ['Título de la tabla', ...new Array<string>(header.length - 1).fill('')].map((cell, n) =>
        n === 0 ? `${cell} ${at}` : cell,
      ),
    ),
    header,
    ...body.flatMap((cells, at) => (repeatedHeader && at === 1 ? [header, cells] : [cells])),
    ...(footer ? [['Fuente: INEGI, con base en el censo.', ...new Array<string>(header.length - 1).fill('')]] : []),
  ];
  const texts = lines.map((cells) =>
    shortened(cells, harm)
      .map((cell) => quoted(cell, style))
      .join(separator),
  );
  return texts.map((text, at) => text + lineEnd(style, at)).join('');
}

export const headerOf = ({ harm }: Style): string[] =>
  COLUMNS.map((name) => (harm === 'renamed-column' && name === 'value' ? 'value %' : name));

export const cellsOf = (row: TableRow, { notation }: Style): string[] => [
  row.id,
  row.name,
  numberIn(row.value, notation),
  row.count,
  row.day,
];

/** Writes a number in a publisher's notation. */
export function numberIn(text: string, notation: Style['notation']): string {
  if (notation === 'comma') return text.replace('.', ',');
  if (notation === 'unicode-minus') return text.replace('-', '\u2212');
  if (notation === 'brackets') return text.startsWith('-') ? `(${text.slice(1)})` : text;
  if (notation !== 'narrow-spaces') return text;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Two stray quotes in one column enclose the rows between them. */
function enclosing(cell: string, column: number, at: number, rows: number, harm: Style['harm']): string {
  if (harm !== 'enclosing-quotes' || column !== 1 || rows < 3) return cell;
  return at === 0 ? `"${cell}` : at === rows - 1 ? '"' : cell;
}

function shortened(cells: string[], harm: Style['harm']): string[] {
  if (harm !== 'short-rows') return cells;
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}

function quoted(cell: string, { quoting, separator, harm }: Style): string {
  if (harm === 'stray-quotes' && /^[A-ZÁ]/.test(cell)) return `"${cell}`;
  if (quoting === 'never' || harm === 'enclosing-quotes') return cell;
  const needed = quoting === 'always' || /["\r\n]/.test(cell) || cell.includes(separator);
  return needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function lineEnd({ lineEnd }: Style, at: number): string {
  return lineEnd === 'mixed' ? ['\n', '\r\n', '\r'][at % 3]! : lineEnd;
}
