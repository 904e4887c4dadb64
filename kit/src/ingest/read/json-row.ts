import { UNREADABLE_ROW } from '../../dataset/rules.js';
import { LIST_SEPARATOR } from '../cell.js';
import type { ReportFinding } from '../findings.js';
import { JsonSyntaxError, JsonValueParser } from './json-value.js';

/** A row of JSON: values by name, or cells by position if the row is an array. */
export interface JsonRow {
  line: number;
  values: Map<string, string> | string[];
}

const SHOWN = 200;

/** Parses one row. Undefined if it is not a row, after reporting it. */
export function readRow(text: string, line: number, report: ReportFinding): JsonRow | undefined {
  const refuse = (expected: string) => report({ rule: UNREADABLE_ROW, line, found: text.slice(0, SHOWN), expected });
  const parser = new JsonValueParser(text);
  try {
    const values = parser.row();
    const [twice] = parser.duplicates;
    const [list] = parser.ambiguous;
    if (values === undefined) refuse('an object');
    else if (twice !== undefined) refuse(`each name once; "${twice}" has two values`);
    else if (list !== undefined) refuse(`values of the list "${list}" without "${LIST_SEPARATOR}"`);
    else return { line, values };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    refuse(`JSON: ${error.message}`);
  }
  return undefined;
}
