import { Float, Int } from 'type-graphql';
import { BAD_VALUE } from '../../dataset/rules.js';
import { holesOf } from './columns-needed.js';
import type { Fill, Places } from './fill.js';
import type { HeaderProblems } from './header.js';
import { countFill } from './kept-rows.js';
import { isMade, madeColumns } from './made.js';
import { type ColumnSpec, type Mapping, textSpecOf, unfoldsOf } from './mapping.js';
import { readColumn, readPart } from './part.js';
import { placeFill } from './place-fill.js';
import type { Target } from './target.js';
import { splitText, type TextColumn, textFill } from './text-fill.js';
import { type UnfoldedRow, unfoldedRows } from './unfold.js';

type Cells = readonly string[];

/** One row of the dataset that a row of the file makes: what it says beside what it has in common with the others. */
export interface Strand {
  fills: Fill[];
  labels: string[];
  /** The cells once for each text of one that holds several; where left out, the cells as they are. */
  parts?(cells: Cells): Cells[];
}

export interface Strands {
  common: Fill[];
  each: Strand[];
  /** What is filled of rows that stay, after all else. */
  counting: Fill[];
}

/** What a mapping fills, in which order. */
export function strandsOf(
  mapping: Mapping,
  header: Cells,
  target: Target,
  places: Places,
  problems: HeaderProblems,
): Strands {
  const unfolds = unfoldsOf(mapping);
  const into = new Set(unfolds.map((each) => each.into));
  const labels = target.columns.map(({ name }) => name);
  const fill = (name: string) => fillOf(name, mapping.columns[name]!, mapping, target, places, labels);
  const plain = Object.keys(mapping.columns).filter((name) => !into.has(name) && !isMade(mapping.columns[name]));
  // Constants first: what a value says of itself, such as that it is unknown, is written over them.
  const constants = plain.filter((name) => isConstant(mapping.columns[name]!));
  const common = [...constants, ...plain.filter((name) => !constants.includes(name))].map(fill);
  const made = madeColumns(mapping);
  const first = made.first.map(fill);
  const each = unfoldedRows(unfolds, header, problems).map((row) => strandOf(row, mapping, target, places, labels));
  return {
    common,
    each: (unfolds.length > 0 ? each : [{ fills: [], labels }]).map((strand) => ({
      ...strand,
      fills: [...strand.fills, ...first],
    })),
    counting: made.counting.map(fill),
  };
}

function strandOf(row: UnfoldedRow, mapping: Mapping, target: Target, places: Places, common: Cells): Strand {
  const labels = [...common];
  const fills = Object.entries(row[0]!.set).map(([name, text]) => templateFill(places.ofDataset(name), text, places));
  for (const { into, at, name } of row) {
    labels[places.ofDataset(into)] = name;
    const read = { part: readColumn(at, name), label: name };
    fills.push(textFill(textSpecOf(mapping.columns[into]) ?? {}, textColumn(into, mapping, target), places, read));
  }
  const [{ at, separator }] = row as [UnfoldedRow[number]];
  return { labels, fills, ...(separator !== undefined && { parts: (cells) => partsOf(cells, at, separator) }) };
}

/** An empty cell is one part: it is for the rules to say whether it may be. */
function partsOf(cells: Cells, at: number, separator: string): Cells[] {
  const parts = splitText(cells[at] ?? '', separator);
  return parts.length === 0 ? [cells] : parts.map((part) => cells.with(at, part));
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
  const named = holesOf(template).map((name) => [`{${name}}`, readPart(name, places)] as const);
  if (named.length === 0) return constantFill(at, template);
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

function fillOf(
  name: string,
  spec: ColumnSpec,
  mapping: Mapping,
  target: Target,
  places: Places,
  labels: string[],
): Fill {
  const at = places.ofDataset(name);
  const text = textSpecOf(spec);
  if (text) {
    if (typeof text.from === 'string') labels[at] = text.from;
    return textFill(text, textColumn(name, mapping, target), places);
  }
  if (typeof spec === 'string' || 'from' in spec) throw new Error(`${name} is a text`);
  if ('constant' in spec) return constantFill(at, spec.constant);
  if ('count' in spec) return countFill(at, spec, spec.count.map(places.ofDataset));
  const gazetteer = target.gazetteers[name];
  if (gazetteer && 'place' in spec) return placeFill(spec, name, gazetteer, places);
  return refuse(`a place; the dataset knows of none in "${name}"`);
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
