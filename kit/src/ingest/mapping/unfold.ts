import { columnOf, type HeaderProblems } from './header.js';
import type { UnfoldSpec } from './mapping.js';

/** A column of the file that makes a row of the dataset of its own, and what it says of it. */
export interface UnfoldedColumn {
  at: number;
  name: string;
  set: Record<string, string>;
}

/** The columns of a header that a mapping unfolds. Those that it names in vain are told to `problems`. */
export function unfoldedColumns(
  { columns = {}, pattern, set = {} }: UnfoldSpec,
  header: readonly string[],
  problems: HeaderProblems,
): UnfoldedColumn[] {
  const found: UnfoldedColumn[] = [];
  for (const [name, said] of Object.entries(columns)) {
    const at = columnOf(header, name, problems);
    if (at >= 0) found.push({ at, name: header[at] || name, set: said });
  }
  if (pattern) found.push(...matching(new RegExp(pattern, 'iu'), set, header));
  if (pattern && found.length === 0) problems.missing(`one like ${pattern}`);
  return found;
}

function matching(pattern: RegExp, set: Record<string, string>, header: readonly string[]): UnfoldedColumn[] {
  return header.flatMap((name, at) => {
    const groups = pattern.exec(name);
    if (!groups) return [];
    const filled = Object.entries(set).map(([column, text]) => [
      column,
      text.replace(/\$(\d)/g, (_, n) => groups[Number(n)] ?? ''),
    ]);
    return [{ at, name, set: Object.fromEntries(filled) }];
  });
}
