import { columnOf, type HeaderProblems } from './header.js';
import { filledTemplate, LinearPattern } from './linear-pattern.js';
import type { UnfoldSpec } from './mapping.js';

/** A file column that produces a dataset row of its own, and the values that its name implies. */
export interface UnfoldedColumn {
  into: string;
  at: number;
  name: string;
  set: Record<string, string>;
  /** The separator between the texts of a cell. */
  separator?: string;
}

/** The file columns that together produce one dataset row. */
export type UnfoldedRow = UnfoldedColumn[];

/** Returns the dataset rows that each file row unfolds into. Columns with equal settings share a row. */
export function unfoldedRows(
  unfolds: readonly UnfoldSpec[],
  header: readonly string[],
  problems: HeaderProblems,
): UnfoldedRow[] {
  const rows: UnfoldedRow[] = [];
  const bySaying = new Map<string, UnfoldedRow[]>();
  for (const column of unfolds.flatMap((spec) => unfoldedColumns(spec, header, problems))) {
    const saying = JSON.stringify([column.separator, ...Object.entries(column.set).sort()]);
    const same = bySaying.get(saying) ?? [];
    const row = same.find((each) => each.every(({ into }) => into !== column.into));
    if (row) row.push(column);
    else {
      rows.push([column]);
      bySaying.set(saying, [...same, rows.at(-1)!]);
    }
  }
  return rows;
}

/** Returns the file columns of one unfolding. Missing columns are added to `problems`. */
function unfoldedColumns(
  { into, columns = {}, pattern, set = {}, list }: UnfoldSpec,
  header: readonly string[],
  problems: HeaderProblems,
): UnfoldedColumn[] {
  const found: UnfoldedColumn[] = [];
  const add = (name: string, said: Record<string, string>, separator?: string) => {
    const at = columnOf(header, name, problems);
    if (at >= 0) found.push({ into, at, name: header[at] || name, set: said, separator });
  };
  for (const [name, said] of Object.entries(columns)) add(name, said);
  if (list) add(list.column, set, list.separator);
  if (pattern) {
    const matched = matching(new LinearPattern(pattern), set, header);
    if (matched.length === 0) problems.missing(`one that matches ${pattern}`);
    found.push(...matched.map((each) => ({ into, ...each })));
  }
  return found;
}

function matching(pattern: LinearPattern, set: Record<string, string>, header: readonly string[]) {
  return header.flatMap((name, at) => {
    const groups = pattern.groups(name);
    if (!groups) return [];
    const filled = Object.entries(set).map(([column, text]) => [column, filledTemplate(text, groups)]);
    return [{ at, name, set: Object.fromEntries(filled) as Record<string, string> }];
  });
}
