import { Float, Int } from 'type-graphql';
import { BAD_VALUE } from '../../dataset/rules.js';
import type { ColumnFiller, ColumnIndex } from './column-filler.js';
import { placeholdersIn } from './columns-needed.js';
import { derivedColumns, isDerived } from './derived-columns.js';
import { countFiller } from './distinct-rows.js';
import type { HeaderProblems } from './header.js';
import { type ColumnSpec, type Mapping, textSpecOf, unfoldsOf } from './mapping.js';
import { readColumn, readPart } from './part.js';
import { placeFiller } from './place-filler.js';
import type { Target } from './target.js';
import { splitText, type TextColumn, textFiller } from './text-filler.js';
import { type UnfoldedRow, unfoldedRows } from './unfold.js';

type Cells = readonly string[];

/** One dataset row that a file row produces. */
export interface OutputRow {
  fills: ColumnFiller[];
  labels: string[];
  /** Splits a cell with several texts into one copy of the row for each. Left out if the cells are used as they are. */
  parts?(cells: Cells): Cells[];
}

export interface OutputRows {
  common: ColumnFiller[];
  each: OutputRow[];
  /** Fills columns that depend on the row being kept, after all others. */
  counting: ColumnFiller[];
}

/** Returns the fillers of a mapping, in evaluation order. */
export function outputRowsOf(
  mapping: Mapping,
  header: Cells,
  target: Target,
  columnIndex: ColumnIndex,
  problems: HeaderProblems,
): OutputRows {
  const unfolds = unfoldsOf(mapping);
  const into = new Set(unfolds.map((each) => each.into));
  const labels = target.columns.map(({ name }) => name);
  const fill = (name: string) => fillerOf(name, mapping.columns[name]!, mapping, target, columnIndex, labels);
  const plain = Object.keys(mapping.columns).filter((name) => !into.has(name) && !isDerived(mapping.columns[name]));
  // Constants come first, because a value may override them, such as the status of an unknown value.
  const constants = plain.filter((name) => isConstant(mapping.columns[name]!));
  const common = [...constants, ...plain.filter((name) => !constants.includes(name))].map(fill);
  const made = derivedColumns(mapping);
  const first = made.first.map(fill);
  const each = unfoldedRows(unfolds, header, problems).map((row) =>
    outputRowOf(row, mapping, target, columnIndex, labels),
  );
  return {
    common,
    each: (unfolds.length > 0 ? each : [{ fills: [], labels }]).map((outputRow) => ({
      ...outputRow,
      fills: [...outputRow.fills, ...first],
    })),
    counting: made.counting.map(fill),
  };
}

function outputRowOf(
  row: UnfoldedRow,
  mapping: Mapping,
  target: Target,
  columnIndex: ColumnIndex,
  common: Cells,
): OutputRow {
  const labels = [...common];
  const fills = Object.entries(row[0]!.set).map(([name, text]) =>
    templateFiller(columnIndex.ofDataset(name), text, columnIndex),
  );
  for (const { into, at, name } of row) {
    labels[columnIndex.ofDataset(into)] = name;
    const read = { part: readColumn(at, name), label: name };
    fills.push(
      textFiller(textSpecOf(mapping.columns[into]) ?? {}, textColumn(into, mapping, target), columnIndex, read),
    );
  }
  const [{ at, separator }] = row as [UnfoldedRow[number]];
  return { labels, fills, ...(separator !== undefined && { parts: (cells) => partsOf(cells, at, separator) }) };
}

/** An empty cell is one part, so that the rules of the dataset can check it. */
function partsOf(cells: Cells, at: number, separator: string): Cells[] {
  const parts = splitText(cells[at] ?? '', separator);
  return parts.length === 0 ? [cells] : parts.map((part) => cells.with(at, part));
}

const isConstant = (spec: ColumnSpec) => typeof spec === 'object' && 'constant' in spec;

const constantFiller =
  (at: number, text: string): ColumnFiller =>
  (_cells, texts) => {
    texts[at] = text;
    return true;
  };

/** Fills a template: `{Año}-01` is January of the year in the column Año. */
function templateFiller(at: number, template: string, columnIndex: ColumnIndex): ColumnFiller {
  const named = placeholdersIn(template).map((name) => [`{${name}}`, readPart(name, columnIndex)] as const);
  if (named.length === 0) return constantFiller(at, template);
  return (cells, texts, report) => {
    let text = template;
    for (const [hole, read] of named) {
      const part = read(cells, report, texts);
      if (part === undefined) return false;
      text = text.replace(hole, () => part);
    }
    texts[at] = text;
    return true;
  };
}

function fillerOf(
  name: string,
  spec: ColumnSpec,
  mapping: Mapping,
  target: Target,
  columnIndex: ColumnIndex,
  labels: string[],
): ColumnFiller {
  const at = columnIndex.ofDataset(name);
  const text = textSpecOf(spec);
  if (text) {
    if (typeof text.from === 'string') labels[at] = text.from;
    return textFiller(text, textColumn(name, mapping, target), columnIndex);
  }
  if (typeof spec === 'string' || 'from' in spec) throw new Error(`${name} must be a text rule`);
  if ('constant' in spec) return constantFiller(at, spec.constant);
  if ('count' in spec) return countFiller(at, spec, spec.count.map(columnIndex.ofDataset));
  const gazetteer = target.gazetteers[name];
  if (gazetteer && 'place' in spec) return placeFiller(spec, name, gazetteer, columnIndex);
  return refuse(`a column with municipalities; the dataset has no gazetteer for "${name}"`);
}

const refuse =
  (expected: string): ColumnFiller =>
  (_cells, _texts, report) => {
    report({ rule: BAD_VALUE, expected });
    return false;
  };

function textColumn(name: string, { notAvailable = [] }: Mapping, { columns }: Target): TextColumn {
  const type = columns.find((each) => each.name === name)?.column.type;
  return { name, notAvailable, kind: type === Int ? 'integer' : type === Float ? 'number' : 'text' };
}
