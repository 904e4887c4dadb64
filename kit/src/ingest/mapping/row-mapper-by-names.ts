import { MISSING_COLUMN, UNKNOWN_COLUMN } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { tidy } from '../layout.js';
import type { SourceRow } from '../read/source-row.js';
import type { RowMapper } from './row-mapper.js';
import type { NamedColumn } from './target.js';

/**
 * Returns the mapper for a file whose header has the column names of the dataset. Undefined if it does not, after
 * reporting every difference.
 */
export function rowMapperByNames(
  header: SourceRow,
  columns: readonly NamedColumn[],
  report: ReportFinding,
): RowMapper | undefined {
  const names = header.cells.map(tidy);
  const labels = columns.map(({ name }) => name);
  const unknown = names.filter((name, at) => !labels.includes(name) || names.indexOf(name) !== at);
  const missing = columns.filter(({ name, column }) => !names.includes(name) && !column.nullable && !column.list);
  const { line } = header;
  for (const name of unknown)
    report({
      rule: UNKNOWN_COLUMN,
      line,
      column: name,
      found: name,
      expected: `each at most once: ${labels.join(', ')}`,
    });
  for (const { name } of missing) report({ rule: MISSING_COLUMN, line, column: name, expected: `a column ${name}` });
  if (unknown.length > 0 || missing.length > 0) return undefined;
  const places = labels.map((name) => names.indexOf(name));
  return {
    row: ({ line, cells }) => [{ line, texts: places.map((at) => (at < 0 ? '' : (cells[at] ?? ''))), labels }],
    finish: () => [],
  };
}
