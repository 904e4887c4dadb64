import { GraphQLScalarType } from 'graphql';
import { Float, Int } from 'type-graphql';
import type { Column, ColumnType } from '../record/column.js';

export type Value = string | number | boolean;
export type Cell = Value | Value[] | null;

/** The reason why a cell has no valid value. */
export class BadCell {
  constructor(
    readonly expected: string,
    readonly missing = false,
  ) {}
}

/** The separator between the values of a list. */
export const LIST_SEPARATOR = ' | ';

/** Parses a cell. An empty cell is an unknown value. */
export function readCell(column: Column, text: string): Cell | BadCell {
  if (text === '') {
    if (column.list) return [];
    return column.nullable ? null : new BadCell('a value; it may not be left empty', true);
  }
  if (!column.list) return readValue(column.type, text);
  const values = text.split(LIST_SEPARATOR).map((part) => readValue(column.type, part));
  return values.find((value) => value instanceof BadCell) ?? (values as Value[]);
}

function readValue(type: ColumnType, text: string): Value | BadCell {
  if (type === Int) return readInteger(text);
  if (type === Float) return readNumber(text);
  if (type instanceof GraphQLScalarType) return readScalar(type, text);
  if (type === String) return readText(text);
  if (type === Boolean) return text === 'true' || text === 'false' ? text === 'true' : new BadCell('true or false');
  const values = Object.values(type as Record<string, string>);
  return values.includes(text) ? text : new BadCell(`one of ${values.join(', ')}`);
}

/** PostgreSQL's text type cannot store U+0000, and UTF-8 has no lone surrogates. */
function readText(text: string): string | BadCell {
  if (text.includes('\0')) return new BadCell('a text without the character U+0000');
  return text.isWellFormed() ? text : new BadCell('a text of complete characters, without half surrogate pairs');
}

/** The largest value of PostgreSQL's type integer. */
const LARGEST_INTEGER = 2_147_483_647;

function readInteger(text: string): number | BadCell {
  if (!/^-?\d+$/.test(text)) return new BadCell('a whole number without separators, such as 1250');
  const number = Number(text);
  if (Math.abs(number) <= LARGEST_INTEGER) return number;
  return new BadCell(`a whole number between -${LARGEST_INTEGER} and ${LARGEST_INTEGER}`);
}

function readNumber(text: string): number | BadCell {
  if (!/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return new BadCell('a number with a decimal point, such as 12.5');
  const number = Number(text);
  // A number that is too small to store becomes 0.
  if (Number.isFinite(number) && (number !== 0 || /^[-0.]+(e|$)/i.test(text))) return number;
  return new BadCell('a number between 1e-307 and 1e308');
}

/** Numbers of up to 15 digits are stored exactly. */
const EXACT_DIGITS = 15;

/** Returns whether a number is stored with fewer digits than its text has. */
export function isRounded(text: string, number: number): boolean {
  if (text.length <= EXACT_DIGITS) return false;
  const digits = digitsOf(text);
  return digits.length > EXACT_DIGITS && digits !== digitsOf(String(number));
}

/** Returns the significant digits of a number. */
const digitsOf = (text: string) =>
  text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');

function readScalar(type: GraphQLScalarType, text: string): Value | BadCell {
  try {
    return type.parseValue(text) as string;
  } catch (error) {
    return new BadCell((error as Error).message.replace(/^.*? is not (?=an? [A-Z])/s, ''));
  }
}

/** Returns a value in the text format of `COPY … FROM STDIN`. */
export function copyText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (Array.isArray(cell))
    return escaped(`{${cell.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return escaped(String(cell));
}

/** Returns a row in the text format of `COPY … FROM STDIN`. */
export function copyLine(cells: readonly Cell[]): string {
  let text = copyText(cells[0]!);
  for (let at = 1; at < cells.length; at += 1) text += `\t${copyText(cells[at]!)}`;
  return text;
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const TO_ESCAPE = /[\\\n\r\t]/;
const escaped = (text: string) =>
  TO_ESCAPE.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => escapes[character]!) : text;
