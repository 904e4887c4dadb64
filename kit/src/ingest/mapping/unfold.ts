import { columnOf, type HeaderProblems } from './header.js';
import type { UnfoldSpec } from './mapping.js';

/** A column of the file that makes a row of the dataset of its own, and what it says of it. */
export interface UnfoldedColumn {
  into: string;
  at: number;
  name: string;
  set: Record<string, string>;
  /** What stands between the texts of a cell that holds several. */
  separator?: string;
}

/** The columns of a header that make one row of the dataset together. */
export type UnfoldedRow = UnfoldedColumn[];

/** The rows that each row of a file unfolds into. Columns that say the same of it stand in one row. */
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

/** The columns of a header that are unfolded. Those that are named in vain are told to `problems`. */
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
    const matched = matching(new RegExp(pattern, 'iu'), set, header);
    if (matched.length === 0) problems.missing(`one like ${pattern}`);
    found.push(...matched.map((each) => ({ into, ...each })));
  }
  return found;
}

function matching(pattern: RegExp, set: Record<string, string>, header: readonly string[]) {
  return header.flatMap((name, at) => {
    const groups = pattern.exec(name);
    if (!groups) return [];
    const filled = Object.entries(set).map(([column, text]) => [
      column,
      text.replace(/\$(\d)/g, (_, n) => groups[Number(n)] ?? ''),
    ]);
    return [{ at, name, set: Object.fromEntries(filled) as Record<string, string> }];
  });
}
