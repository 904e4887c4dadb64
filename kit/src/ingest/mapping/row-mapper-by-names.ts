import { FORMULA, MISSING_COLUMN, REPLACEMENT_CHARACTER, UNKNOWN_COLUMN } from '../../dataset/rules.js';
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
    row: ({ line, cells }) => {
      const texts = places.map((at) => (at < 0 ? '' : (cells[at] ?? '')));
      return isUsable(line, texts, labels, report) ? [{ line, texts, labels }] : [];
    },
    finish: () => [],
  };
}

/** Reports formulas without a value, which make a row unusable, and lost characters. */
function isUsable(line: number, texts: readonly string[], labels: readonly string[], report: ReportFinding): boolean {
  let usable = true;
  for (const [at, found] of texts.entries()) {
    const column = labels[at];
    if (found.startsWith('=')) {
      usable = false;
      report({ rule: FORMULA, line, column, found, expected: 'a value' });
    }
    if (found.includes('\ufffd'))
      report({ rule: REPLACEMENT_CHARACTER, line, column, found, expected: 'a text without U+FFFD' });
  }
  return usable;
}
