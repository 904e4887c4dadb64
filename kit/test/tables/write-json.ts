import type { Style, Table, TableRow } from './table.js';
import { headerOf } from './write-delimited.js';

/** Writes a table as JSON text. */
export function jsonText({ rows, style }: Table): string {
  const objects = rows.map((row, at) => objectText(row, style, at));
  if (style.format === 'ndjson') return objects.map((text) => `${text}\n`).join('');
  const divided = style.harm === 'further-rows' && objects.length > 1;
  const more = divided ? `,"more":[${objects.at(-1)}]` : '';
  const array = `[${(divided ? objects.slice(0, -1) : objects).join(',\n')}]`;
  if (!style.nested && more === '') return array;
  return `{"meta":{"n":[1,2]},"rows":${array}${more},"after":{"x":[3]}}`;
}

function objectText(row: TableRow, style: Style, at: number): string {
  const names = headerOf(style);
  const cells = [JSON.stringify(row.id), JSON.stringify(row.name), row.value, row.count, JSON.stringify(row.day)];
  const members = names.map((name, index) => `${JSON.stringify(name)}: ${cells[index] === '' ? 'null' : cells[index]}`);
  if (style.harm === 'name-twice' && at === 0) members.push(`"count": 7`);
  return `{${members.join(', ')}}`;
}
