import type { ReportFinding } from '../findings.js';
import type { SourceRow } from '../read/source-row.js';
import type { ColumnFiller, ColumnIndex, RowReport } from './column-filler.js';
import { DistinctRows } from './distinct-rows.js';
import type { DraftRow } from './draft-row.js';
import { columnOf, HeaderProblems } from './header.js';
import type { Mapping } from './mapping.js';
import { type OutputRows, outputRowsOf } from './output-rows.js';
import { type RatioCheck, ratioCheck } from './ratio.js';
import { fileFilters, filledFilters, type RowFilters } from './row-filter.js';
import { addPart, type Sum, summingOf } from './sum-parts.js';
import type { NamedColumn, Target } from './target.js';

/** Converts the rows of a file to rows of a dataset. */
export interface RowMapper {
  row(row: SourceRow): DraftRow[];
  /** Returns the rows that could only be completed at the end of the file. */
  finish(): DraftRow[];
}

/** Compiles a mapping for the header of one file. Undefined if columns are missing, after reporting them. */
export function rowMapperByMapping(
  mapping: Mapping,
  header: SourceRow,
  target: Target,
  report: ReportFinding,
): RowMapper | undefined {
  const problems = new HeaderProblems(header);
  const columnIndex = columnIndexOf(header.cells, target.columns, problems);
  for (const name of mapping.read?.fillDown ?? []) columnIndex.ofFile(name);
  const outputRows = outputRowsOf(mapping, header.cells, target, columnIndex, problems);
  const steps: Steps = {
    ofFile: fileFilters(mapping, columnIndex),
    ofDataset: filledFilters(mapping, columnIndex),
    distinct: mapping.distinct && new DistinctRows(report),
    ratios: (mapping.ratios ?? []).map((spec) => ratioCheck(spec, columnIndex)),
    sum: mapping.sum && summingOf(mapping, target, columnIndex, report),
  };
  if (problems.reportAll(report)) return undefined;
  return shape(outputRows, steps, target.columns.length, report);
}

/** What happens to each row besides filling its columns. */
interface Steps {
  ofFile: RowFilters;
  ofDataset: RowFilters;
  distinct: DistinctRows | undefined;
  ratios: readonly RatioCheck[];
  sum: Sum | undefined;
}

function shape(outputRows: OutputRows, steps: Steps, width: number, report: ReportFinding): RowMapper {
  const { ofFile, ofDataset, distinct, ratios, sum } = steps;
  return {
    row: ({ line, cells }) => {
      const reportRow: RowReport = (finding) => report({ line, ...finding });
      if (!ofFile.passes(line, cells, reportRow)) return [];
      for (const check of ratios) check(cells, reportRow);
      const texts = new Array<string>(width).fill('');
      if (!fillAll(outputRows.common, cells, texts, reportRow)) return [];
      const drafts = draftsOf(line, cells, texts, outputRows, steps, reportRow);
      return sum ? drafts.flatMap((draft) => addPart(sum, draft, cells, reportRow) ?? []) : drafts;
    },
    finish: () => {
      ofFile.finish(report);
      ofDataset.finish(report);
      distinct?.finish();
      return sum?.up.finish() ?? [];
    },
  };
}

/** Returns the dataset rows that one file row produces. `common` has the texts that they share. */
function draftsOf(
  line: number,
  cells: readonly string[],
  common: readonly string[],
  { each, counting }: OutputRows,
  { ofDataset, distinct }: Steps,
  reportRow: RowReport,
): DraftRow[] {
  const drafts: DraftRow[] = [];
  for (const { fills, labels, parts } of each)
    for (const own of parts ? parts(cells) : [cells]) {
      const texts = [...common];
      if (!fillAll(fills, own, texts, reportRow) || !ofDataset.passes(line, texts, reportRow)) continue;
      if (distinct && !distinct.passes(line, texts)) continue;
      if (fillAll(counting, own, texts, reportRow)) drafts.push({ line, texts, labels });
    }
  return drafts;
}

function fillAll(
  fills: readonly ColumnFiller[],
  cells: readonly string[],
  texts: string[],
  report: RowReport,
): boolean {
  let sound = true;
  for (const fill of fills) if (!fill(cells, texts, report)) sound = false;
  return sound;
}

function columnIndexOf(
  header: readonly string[],
  columns: readonly NamedColumn[],
  problems: HeaderProblems,
): ColumnIndex {
  return {
    ofFile: (name) => columnOf(header, name, problems),
    ofDataset: (name) => columns.findIndex((each) => each.name === name),
  };
}

/** Returns the positions of file columns, or none if one is missing. */
export function columnsToFill(header: SourceRow, names: readonly string[]): number[] {
  const problems = new HeaderProblems(header);
  return names.map((name) => columnOf(header.cells, name, problems)).filter((at) => at >= 0);
}
