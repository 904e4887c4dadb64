import type { Report } from '../findings.js';
import type { SourceRow } from '../read/source-row.js';
import type { Draft } from './draft.js';
import type { Fill, Places, RowReport } from './fill.js';
import { columnOf, HeaderProblems } from './header.js';
import { DistinctRows } from './kept-rows.js';
import type { Mapping } from './mapping.js';
import { type RatioCheck, ratioCheck } from './ratio.js';
import { fileFilters, filledFilters, type RowFilters } from './row-filter.js';
import { type Strands, strandsOf } from './strands.js';
import { addPart, type Sum, summingOf } from './summing.js';
import type { NamedColumn, Target } from './target.js';

/** Makes rows of a dataset from the rows of a file. */
export interface Shape {
  row(row: SourceRow): Draft[];
  /** What could only be made when all rows were there. */
  finish(): Draft[];
}

/** Prepares a mapping for one file. Undefined where the header lacks columns, which are told. */
export function shapeByMapping(mapping: Mapping, header: SourceRow, target: Target, report: Report): Shape | undefined {
  const problems = new HeaderProblems(header);
  const places = placesOf(header.cells, target.columns, problems);
  const strands = strandsOf(mapping, header.cells, target, places, problems);
  const steps: Steps = {
    ofFile: fileFilters(mapping, places),
    ofDataset: filledFilters(mapping, places),
    distinct: mapping.distinct && new DistinctRows(report),
    ratios: (mapping.ratios ?? []).map((spec) => ratioCheck(spec, places)),
    sum: mapping.sum && summingOf(mapping, target, places, report),
  };
  if (problems.tell(report)) return undefined;
  return shape(strands, steps, target.columns.length, report);
}

/** What is done with each row beside filling its columns. */
interface Steps {
  ofFile: RowFilters;
  ofDataset: RowFilters;
  distinct: DistinctRows | undefined;
  ratios: readonly RatioCheck[];
  sum: Sum | undefined;
}

function shape(strands: Strands, steps: Steps, width: number, report: Report): Shape {
  const { ofFile, ofDataset, distinct, ratios, sum } = steps;
  return {
    row: ({ line, cells }) => {
      if (!ofFile.passes(line, cells)) return [];
      const told: RowReport = (finding) => report({ line, ...finding });
      for (const check of ratios) check(cells, told);
      const texts = new Array<string>(width).fill('');
      if (!fillAll(strands.common, cells, texts, told)) return [];
      const drafts = draftsOf(line, cells, texts, strands, steps, told);
      return sum ? drafts.flatMap((draft) => addPart(sum, draft, cells, told) ?? []) : drafts;
    },
    finish: () => {
      ofFile.finish(report);
      ofDataset.finish(report);
      distinct?.finish();
      return sum?.up.finish() ?? [];
    },
  };
}

/** The rows of the dataset that a row of the file makes, from what they have in common. */
function draftsOf(
  line: number,
  cells: readonly string[],
  common: readonly string[],
  { each, counting }: Strands,
  { ofDataset, distinct }: Steps,
  told: RowReport,
): Draft[] {
  const drafts: Draft[] = [];
  for (const { fills, labels, parts } of each)
    for (const own of parts ? parts(cells) : [cells]) {
      const texts = [...common];
      if (!fillAll(fills, own, texts, told) || !ofDataset.passes(line, texts)) continue;
      if (distinct && !distinct.passes(line, texts)) continue;
      if (fillAll(counting, own, texts, told)) drafts.push({ line, texts, labels });
    }
  return drafts;
}

function fillAll(fills: readonly Fill[], cells: readonly string[], texts: string[], report: RowReport): boolean {
  let sound = true;
  for (const fill of fills) if (!fill(cells, texts, report)) sound = false;
  return sound;
}

function placesOf(header: readonly string[], columns: readonly NamedColumn[], problems: HeaderProblems): Places {
  return {
    ofFile: (name) => columnOf(header, name, problems),
    ofDataset: (name) => columns.findIndex((each) => each.name === name),
  };
}
