import { Float, Int } from 'type-graphql';
import type { Report } from '../findings.js';
import type { SourceRow } from '../read/source-row.js';
import { BAD_VALUE } from '../rules.js';
import type { Draft } from './draft.js';
import type { Fill, Places, RowReport } from './fill.js';
import { columnOf, HeaderProblems } from './header.js';
import type { ColumnSpec, Mapping, TextSpec } from './mapping.js';
import { readColumn, readPart } from './part.js';
import { placeFill } from './place-fill.js';
import { type RatioCheck, ratioCheck } from './ratio.js';
import { RowFilters } from './row-filter.js';
import { addPart, type Sum, summingOf } from './summing.js';
import type { NamedColumn, Target } from './target.js';
import { type TextColumn, textFill } from './text-fill.js';
import { unfoldedColumns } from './unfold.js';

/** Makes rows of a dataset from the rows of a file. */
export interface Shape {
  row(row: SourceRow): Draft[];
  /** What could only be made when all rows were there. */
  finish(): Draft[];
}

/** One row of the dataset that a row of the file makes: what it says beside what it has in common with the others. */
interface Strand {
  fills: Fill[];
  labels: string[];
}

interface Strands {
  common: Fill[];
  each: Strand[];
}

/** Prepares a mapping for one file. Undefined where the header lacks columns, which are told. */
export function shapeByMapping(mapping: Mapping, header: SourceRow, target: Target, report: Report): Shape | undefined {
  const problems = new HeaderProblems(header);
  const places = placesOf(header.cells, target.columns, problems);
  const strands = strandsOf(mapping, header.cells, target, places, problems);
  const filters = new RowFilters(mapping, places);
  const ratios = (mapping.ratios ?? []).map((spec) => ratioCheck(spec, places));
  const sum = mapping.sum && summingOf(mapping, target, places, report);
  if (problems.tell(report)) return undefined;
  return shape(strands, { filters, ratios, sum }, target.columns.length, report);
}

/** What is done with each row beside filling its columns. */
interface Steps {
  filters: RowFilters;
  ratios: readonly RatioCheck[];
  sum: Sum | undefined;
}

function shape({ common, each }: Strands, { filters, ratios, sum }: Steps, width: number, report: Report): Shape {
  return {
    row: ({ line, cells }) => {
      if (!filters.passes(line, cells)) return [];
      const told: RowReport = (finding) => report({ line, ...finding });
      for (const check of ratios) check(cells, told);
      const texts = new Array<string>(width).fill('');
      if (!fillAll(common, cells, texts, told)) return [];
      const drafts = each.flatMap(({ fills, labels }) => {
        const own = [...texts];
        return fillAll(fills, cells, own, told) ? { line, texts: own, labels } : [];
      });
      return sum ? drafts.flatMap((draft) => addPart(sum, draft, cells, told) ?? []) : drafts;
    },
    finish: () => {
      filters.finish(report);
      return sum?.up.finish() ?? [];
    },
  };
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

function strandsOf(
  mapping: Mapping,
  header: readonly string[],
  target: Target,
  places: Places,
  problems: HeaderProblems,
): Strands {
  const { unfold } = mapping;
  const specs = Object.entries(mapping.columns).filter(([name]) => name !== unfold?.into);
  const labels = target.columns.map(({ name }) => name);
  // Constants first: what a value says of itself, such as that it is unknown, is written over them.
  const ordered = [...specs.filter(([, spec]) => isConstant(spec)), ...specs.filter(([, spec]) => !isConstant(spec))];
  const fills = ordered.map(([name, spec]) => fillOf(name, spec, mapping, target, places, labels));
  if (!unfold) return { common: fills, each: [{ fills: [], labels }] };
  const found = unfoldedColumns(unfold, header, problems);
  const given = mapping.columns[unfold.into];
  const spec = typeof given === 'object' && !('place' in given) && !('constant' in given) ? given : {};
  const each = found.map(({ at, name, set }) => ({
    labels: labels.map((label, index) => (index === places.ofDataset(unfold.into) ? name : label)),
    fills: [
      ...Object.entries(set).map(([column, text]) => templateFill(places.ofDataset(column), text, places)),
      textFill(spec, textColumn(unfold.into, mapping, target), places, { part: readColumn(at, name), label: name }),
    ],
  }));
  return { common: fills, each };
}

const isConstant = (spec: ColumnSpec) => typeof spec === 'object' && 'constant' in spec;

const constantFill =
  (at: number, text: string): Fill =>
  (_cells, texts) => {
    texts[at] = text;
    return true;
  };

/** `{Año}-01` is the year that the row tells, and January. */
function templateFill(at: number, template: string, places: Places): Fill {
  const named = [...template.matchAll(/\{([^{}]+)\}/g)].map(
    (match) => [match[0], readPart(match[1]!, places)] as const,
  );
  if (named.length === 0) return constantFill(at, template);
  return (cells, texts, report) => {
    let text = template;
    for (const [hole, read] of named) {
      const part = read(cells, report);
      if (part === undefined) return false;
      text = text.replace(hole, () => part);
    }
    texts[at] = text;
    return true;
  };
}

function fillOf(
  name: string,
  spec: ColumnSpec,
  mapping: Mapping,
  target: Target,
  places: Places,
  labels: string[],
): Fill {
  const at = places.ofDataset(name);
  if (typeof spec === 'object' && 'constant' in spec) return constantFill(at, spec.constant);
  if (typeof spec === 'object' && 'place' in spec) {
    const gazetteer = target.gazetteers[name];
    if (gazetteer) return placeFill(spec, name, gazetteer, places);
    return refuse(`a place; the dataset knows of none in "${name}"`);
  }
  const text: TextSpec = typeof spec === 'string' ? { from: spec } : spec;
  if (typeof text.from === 'string') labels[at] = text.from;
  return textFill(text, textColumn(name, mapping, target), places);
}

const refuse =
  (expected: string): Fill =>
  (_cells, _texts, report) => {
    report({ rule: BAD_VALUE, expected });
    return false;
  };

function textColumn(name: string, { notAvailable = [] }: Mapping, { columns }: Target): TextColumn {
  const type = columns.find((each) => each.name === name)?.column.type;
  return { name, notAvailable, kind: type === Int ? 'integer' : type === Float ? 'number' : 'text' };
}
