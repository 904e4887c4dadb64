type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Receives a row that cannot be read while later rows can. */
export type BadRow = (line: number, found: string, expected: string) => void;

/** A row of JSON: values by name, or cells by position if the row is an array. */
export interface JsonRow {
  line: number;
  values: Map<string, string> | string[];
}

/** Parses one row. Undefined if it is not a row, after reporting it. */
export function readRow(text: string, line: number, bad: BadRow): JsonRow | undefined {
  let value: Json;
  try {
    value = parse(text);
  } catch (error) {
    bad(line, text.slice(0, 200), `JSON: ${(error as Error).message.replace(/, ?"?\.\.\..*$/s, '')}`);
    return undefined;
  }
  if (Array.isArray(value)) return { line, values: value.map(textOf) };
  if (typeof value === 'object' && value !== null) {
    const values = new Map<string, string>();
    flatten(value, '', values);
    return { line, values };
  }
  bad(line, text.slice(0, 200), 'an object');
  return undefined;
}

/** Numbers keep their published text, such as 0.10 or 1e400. */
const asPublished = (_name: string, value: Json, { source }: { source?: string } = {}) =>
  typeof value === 'number' ? (source ?? value) : value;

function parse(text: string): Json {
  try {
    return JSON.parse(text, asPublished as (name: string, value: unknown) => unknown) as Json;
  } catch (error) {
    // Python writes NaN and Infinity without quotes.
    const named = text.replace(/([[:,]\s*)(NaN|-?Infinity)(?=\s*[,}\]])/g, '$1"$2"');
    if (named === text) throw error;
    return JSON.parse(named, asPublished as (name: string, value: unknown) => unknown) as Json;
  }
}

function flatten(object: { [name: string]: Json }, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) flatten(value, `${prefix}${name}.`, into);
    else into.set(prefix + name, textOf(value));
  }
}

function textOf(value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(' | ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
