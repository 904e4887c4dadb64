import type { Style, Table, TableRow } from './table.js';
import { headerOf } from './write-delimited.js';
import { zip } from './zip.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DAY = 2;
const PERCENT = 1;

/** Writes a table as an XLSX workbook. */
export function workbook({ rows, style }: Table): Buffer {
  const strings: string[] = [];
  const lines = sheetLines(rows, style, strings);
  const target = (path: string) => (style.absoluteTargets ? `/xl/${path}` : `./${path}`);
  const relationships = [
    `<Relationship Id="a" Type="${RELATION}/worksheet" Target="${target('worksheets/sheet1.xml')}"/>`,
    `<Relationship Id="b" Type="${RELATION}/styles" Target="${target('styles.xml')}"/>`,
    `<Relationship Id="c" Type="${RELATION}/sharedStrings" Target="${target('sharedStrings.xml')}"/>`,
  ];
  const parts = {
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="r" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:q="${RELATION}"><workbookPr${style.date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="Datos" sheetId="1" q:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${relationships.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': sheetXml(lines, style),
  };
  return zip(parts, style.stored);
}

function sheetXml(lines: string[][], { prefix }: Style): string {
  const rows = lines.map((cells, at) => `<row r="${at + 1}">${cells.join('')}</row>`).join('');
  const xml = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  if (!prefix) return xml.replace('<worksheet>', `<worksheet xmlns="${MAIN}">`);
  const prefixed = xml.replace(/<(\/?)(worksheet|sheetData|row|c|v|f|is|t)(?=[ />])/g, '<$1x:$2');
  return prefixed.replace('<x:worksheet>', `<x:worksheet xmlns:x="${MAIN}">`);
}

function sheetLines(rows: readonly TableRow[], style: Style, strings: string[]): string[][] {
  const text = (reference: string, value: string) => textCell(reference, value, style, strings);
  const lines = Array.from({ length: style.titles }, (_, at) => [text(`A${at + 1}`, `Título de la tabla ${at}`)]);
  lines.push(headerOf(style).map((name, at) => text(`${'ABCDE'[at]}${lines.length + 1}`, name)));
  for (const row of rows) {
    const at = lines.length + 1;
    lines.push([
      text(`A${at}`, row.id),
      row.name === '' ? '' : text(`B${at}`, row.name),
      valueCell(`C${at}`, row.value, style),
      numberCell(`D${at}`, row.count, 0),
      numberCell(`E${at}`, serialOf(row.day, style.date1904), DAY),
    ]);
  }
  if (style.harm === 'missing-shared-text') lines.at(-1)![1] = `<c r="B${lines.length}" t="s"><v>999</v></c>`;
  return lines;
}

function textCell(reference: string, value: string, { strings: kind }: Style, strings: string[]): string {
  const escaped = escapedXml(value);
  if (kind === 'shared') return `<c r="${reference}" t="s"><v>${strings.push(escaped) - 1}</v></c>`;
  if (kind === 'formula') return `<c r="${reference}" t="str"><f>TEXT(1)</f><v>${escaped}</v></c>`;
  const inner = kind === 'cdata' ? `<![CDATA[${withoutControls(value)}]]>` : escaped;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${inner}</t></is></c>`;
}

/** An underscore that begins an escape is escaped itself. A CR must be escaped, because XML turns it into LF. */
const withoutControls = (text: string) => text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_');
const escapedXml = (text: string) => withoutControls(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function valueCell(reference: string, value: string, style: Style): string {
  if (style.harm === 'formula-without-value') return `<c r="${reference}"><f t="shared" si="0"/></c>`;
  return style.percent ? numberCell(reference, dividedByHundred(value), PERCENT) : numberCell(reference, value, 0);
}

const numberCell = (reference: string, value: string, style: number) =>
  value === '' ? '' : `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

function dividedByHundred(text: string): string {
  if (text === '') return '';
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = whole.padStart(3, '0');
  return `${text.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

function serialOf(day: string, date1904: boolean): string {
  if (day === '') return '';
  const days = Date.parse(day) / 86_400_000;
  if (date1904) return String(days + 24_107);
  return String(days + 25_569 - (days + 25_569 < 61 ? 1 : 0));
}
