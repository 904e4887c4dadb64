import { fold } from '../../dataset/fold.js';
import { BAD_VALUE, MIXED_PERCENT, SENTINEL } from '../../dataset/rules.js';
import { LIST_SEPARATOR } from '../cell.js';
import type { ColumnFiller, ColumnIndex, RowReport } from './column-filler.js';
import { filledTemplate, wholePattern } from './linear-pattern.js';
import type { NumberSpec, TextSpec } from './mapping.js';
import { isDecimal, isNumberIn, isSentinel, numberText } from './number-text.js';
import { labelOf, type ReadPart, readPart } from './part.js';
import { TextMatcher } from './text-matcher.js';

export interface TextColumn {
  name: string;
  kind: 'text' | 'integer' | 'number';
  /** Markers of unknown values for all numeric columns. */
  notAvailable: readonly string[];
}

/** Fills a dataset column from file columns. `read` replaces `from` for unfolded columns. */
export function textFiller(
  spec: TextSpec,
  column: TextColumn,
  columnIndex: ColumnIndex,
  read?: { part: ReadPart; label: string },
): ColumnFiller {
  const joined = read?.part ?? joinedParts(spec, columnIndex);
  const label = read?.label ?? labelOf(spec.from ?? '');
  const at = columnIndex.ofDataset(column.name);
  const raw = spec.raw === undefined ? undefined : columnIndex.ofDataset(spec.raw);
  const unknown = Object.entries(spec.ifNotAvailable ?? {}).map(
    ([name, text]) => [columnIndex.ofDataset(name), text] as const,
  );
  const isUnknown = unknownTest(spec, column, label);
  const convert = listConverter(spec, converter(spec, column, label));
  return (cells, texts, report) => {
    const text = joined(cells, report, texts);
    if (text === undefined) return false;
    if (raw !== undefined) texts[raw] = text;
    if (isUnknown(text, report)) {
      texts[at] = '';
      for (const [other, value] of unknown) texts[other] = value;
      return true;
    }
    const converted = convert(text, report);
    if (converted === undefined) return false;
    texts[at] = converted;
    return true;
  };
}

function joinedParts({ from = [], join = '', pad = [] }: TextSpec, columnIndex: ColumnIndex): ReadPart {
  const parts = [from].flat().map((part) => readPart(part, columnIndex));
  if (parts.length === 1 && pad.length === 0) return parts[0]!;
  return (cells, report, texts) => {
    const read = parts.map((part) => part(cells, report, texts));
    if (read.includes(undefined)) return undefined;
    return read.map((text, index) => padded(text!, pad[index] ?? 0)).join(join);
  };
}

/** Pads a number with zeros. A spreadsheet may have turned 01 into 1 or 1.0. */
export const padded = (text: string, digits: number) => {
  const whole = digits > 0 ? text.replace(/\.0+$/, '') : text;
  return /^\d+$/.test(whole) ? whole.padStart(digits, '0') : whole;
};

/** Returns a test for unknown values. A marker is compared as text, and if it is a number, as a number. */
function unknownTest({ notAvailable = [] }: TextSpec, { kind, notAvailable: always }: TextColumn, label: string) {
  const markers = [...notAvailable, ...(kind === 'text' ? [] : always)].filter((text) => text.trim() !== '');
  const matcher = new TextMatcher(markers, label);
  const numbers = new Set(
    markers
      .map((text) => text.trim())
      .filter(isDecimal)
      .map(Number),
  );
  return (text: string, report: RowReport) =>
    text === '' || (markers.length > 0 && (isNumberIn(text, numbers) || matcher.match(text, report) !== undefined));
}

type Convert = (text: string, report: RowReport) => string | undefined;

/** Converts each value of a list and joins the results with `LIST_SEPARATOR`. */
function listConverter({ split }: TextSpec, convert: Convert): Convert {
  if (split === undefined) return convert;
  return (text, report) => {
    const parts = splitText(text, split).map((part) => convert(part, report));
    return parts.includes(undefined) ? undefined : parts.filter((part) => part !== '').join(LIST_SEPARATOR);
  };
}

/** Splits the text of a cell with several values. */
export const splitText = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function converter(spec: TextSpec, column: TextColumn, label: string): Convert {
  const { pattern, as = '$1' } = spec;
  const plain = plainConverter(spec, column, label);
  const convert: Convert = spec.slug ? (text, report) => slugOf(plain(text, report)) : plain;
  if (pattern === undefined) return convert;
  const matcher = wholePattern(pattern);
  return (text, report) => {
    const groups = matcher.groups(text);
    if (groups) return convert(filledTemplate(as, groups), report);
    report({ rule: BAD_VALUE, column: label, found: text, expected: `a text that matches ${pattern}` });
    return undefined;
  };
}

const slugOf = (text: string | undefined) => text && fold(text).replaceAll(' ', '-');

function plainConverter({ values, number }: TextSpec, { kind }: TextColumn, label: string): Convert {
  if (values) return (text, report) => translated(values, text, label, report);
  if (kind === 'text' && !number) return (text) => text;
  const marks = typeof number === 'object' ? number : {};
  const allowed = new Set(marks.allow);
  const checkPercent = percentCheck(label);
  return (text, report) => {
    const canonical = numberText(text, marks);
    if (canonical === undefined) report({ rule: BAD_VALUE, column: label, found: text, ...expectedNumber(marks) });
    else if (isSentinel(canonical) && !allowed.has(text)) reportSentinel(text, label, report);
    else {
      checkPercent(text, canonical, report);
      return kind === 'integer' ? canonical.replace(/\.0*$/, '') : canonical;
    }
    return undefined;
  };
}

/** Reports once if some numbers of a column have a percent sign and others do not. Zero is the same with and without. */
function percentCheck(column: string) {
  let first: boolean | undefined;
  let reported = false;
  return (text: string, canonical: string, report: RowReport) => {
    if (reported) return;
    const percent = text.endsWith('%');
    if (percent === first || (!percent && Number(canonical) === 0)) return;
    first ??= percent;
    if (percent === first) return;
    reported = true;
    report({
      rule: MIXED_PERCENT,
      column,
      found: text,
      expected: `a number ${first ? 'with' : 'without'} a percent sign, as above`,
    });
  };
}

function translated(values: Record<string, string>, text: string, column: string, report: RowReport) {
  if (Object.hasOwn(values, text)) return values[text];
  const expected = `one of ${Object.keys(values).join(', ')}`;
  report({
    rule: BAD_VALUE,
    column,
    found: text,
    expected,
    tip: 'Add it to "values" in the mapping, or exclude the row with "keep" or "skip".',
  });
  return undefined;
}

function expectedNumber({ decimal = '.', thousands }: NumberSpec) {
  const mark = thousands === ' ' ? 'a space' : `"${thousands}"`;
  return {
    expected: `a number with the decimal mark "${decimal}"${thousands ? ` and ${mark} between thousands` : ''}`,
    tip: 'Correct the cell, or describe the notation in the mapping: "number" for numbers, "notAvailable" for markers of unknown values.',
  };
}

const reportSentinel = (found: string, column: string, report: RowReport) =>
  report({
    rule: SENTINEL,
    column,
    found,
    expected: 'a number, or a marker listed in "notAvailable"',
    tip: `Add "${found}" to "notAvailable" if it means an unknown value, or to "number.allow" if it is a number.`,
  });
