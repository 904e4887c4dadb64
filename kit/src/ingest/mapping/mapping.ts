/** Which column of a publisher's file is which of a dataset. docs/ingest.md describes it, `mappingSchema` checks it. */
export interface Mapping {
  $schema?: string;
  read?: ReadSpec;
  /** By column of the dataset. */
  columns: Record<string, ColumnSpec>;
  /** Columns of several that say the same of a row make one row together. */
  unfold?: UnfoldSpec | UnfoldSpec[];
  sum?: SumSpec;
  ratios?: RatioSpec[];
  keep?: RowFilter[];
  skip?: RowFilter[];
  /** Rows of the dataset that are equal to an earlier one of the file are left out. */
  distinct?: true;
  /** Texts that stand for an unknown value, in every column that is a number. */
  notAvailable?: string[];
}

export interface ReadSpec {
  separator?: string;
  sheet?: string;
  /** Of JSON: the keys that lead to the array of rows, with points between them. */
  rows?: string;
  /** The line that the header begins on; 0 where there is none. */
  header?: number;
  headerRows?: number;
}

/** The name of a column of the file, or what is made of columns. */
export type ColumnSpec = string | ConstantSpec | TextSpec | PlaceSpec | CountSpec;

export interface ConstantSpec {
  constant: string;
}

/** What another column of the dataset holds in the same row. */
export interface FilledSpec {
  filled: string;
}

/** The first of several texts that is not empty. */
export interface EitherSpec {
  either: (FilePart | FilledSpec)[];
}

/** A column of the file, or a text that is the same in every row. */
export type FilePart = string | ConstantSpec;

export type Part = FilePart | FilledSpec | EitherSpec;

/** The place of a row among those that are equal in these columns of the dataset, in the order of the file. */
export interface CountSpec {
  count: string[];
  /** What the first of them has: 1 where left out. */
  first?: number;
}

export interface TextSpec {
  /** Left out in the column that `unfold` fills. */
  from?: Part | Part[];
  /** Stands between several. */
  join?: string;
  /** How many digits each part has, with zeros before them. */
  pad?: number[];
  /** A regular expression for all of the text, and what is made of its groups: `$3-$2-$1`. */
  pattern?: string;
  as?: string;
  number?: NumberSpec | true;
  notAvailable?: string[];
  /** Columns of the dataset, and what they are where the value is not available. */
  ifNotAvailable?: Record<string, string>;
  /** The column of the dataset that keeps the text as published. */
  raw?: string;
  /** What a text of the file is in the dataset. A text that is not named here is a finding. */
  values?: Record<string, string>;
  /** Stands between the values of a list: each is read by itself. */
  split?: string;
  /** Writes it as identifiers are written: lower case, without accents, with hyphens. */
  slug?: true;
}

export interface NumberSpec {
  decimal?: '.' | ',';
  thousands?: ',' | '.' | ' ' | "'";
  /** Numbers such as -999 that are meant as numbers here. */
  allow?: string[];
}

export interface PlaceSpec {
  place: {
    /** One column with all of the code, or one for each part of it. */
    code?: FilePart | FilePart[];
    /** The system that the codes are of: that of the dataset where left out. */
    system?: string;
    name?: string;
    /** The state that names are looked for in. */
    state?: FilePart;
  };
}

export interface UnfoldSpec {
  /** The column of the dataset that is filled. */
  into: string;
  /** Columns of the file, each with what it says of the rows made of it; `{Año}` is the text of a column in the row. */
  columns?: Record<string, Record<string, string>>;
  /** A regular expression for such columns. */
  pattern?: string;
  /** What the columns of the pattern say: `$1` is its first group. */
  set?: Record<string, string>;
  /** A column of the file with several texts in each cell, in place of several columns. */
  list?: { column: string; separator: string };
}

export interface SumSpec {
  /** The columns of the dataset that are added up, over rows of the same key. */
  columns: string[];
  /** The column of the file that tells the parts, and the parts that must be there, each once. */
  parts?: { column: string; values: string[] };
}

/** A column that is made of two others, at the publisher's: `100 × of / to`. */
export interface RatioSpec {
  ratio: string;
  of: string;
  to: string;
  /** 100, where the ratio is in per cent. */
  times?: number;
  /** How far it may be off, such as by rounding. */
  within: number;
  number?: NumberSpec | true;
}

export interface RowFilter {
  /** Of the file. */
  column?: string;
  /** Of the dataset, in place of one of the file. */
  filled?: string;
  is?: string[];
  /** A regular expression. */
  matches?: string;
  /** What the rows are. */
  why?: string;
}

export const unfoldsOf = ({ unfold }: Mapping): UnfoldSpec[] => (unfold === undefined ? [] : [unfold].flat());

export const textSpecOf = (spec: ColumnSpec | undefined): TextSpec | undefined => {
  if (typeof spec === 'string') return { from: spec };
  return spec === undefined || 'constant' in spec || 'place' in spec || 'count' in spec ? undefined : spec;
};

/** What a column is put together from. */
export const partsOf = (spec: ColumnSpec): (FilePart | FilledSpec)[] =>
  [textSpecOf(spec)?.from ?? []].flat().flatMap((part) => (isEither(part) ? part.either : part));

/** The columns of the dataset that a column is made of. */
export function sourcesOf(spec: ColumnSpec): string[] {
  if (typeof spec === 'object' && 'count' in spec) return spec.count;
  return partsOf(spec).flatMap((part) => (typeof part === 'object' && 'filled' in part ? part.filled : []));
}

const isEither = (part: Part): part is EitherSpec => typeof part === 'object' && 'either' in part;
