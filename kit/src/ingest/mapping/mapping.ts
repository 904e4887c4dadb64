/**
 * A mapping from the columns of a publisher's file to those of a dataset. `mappingSchema` validates it, docs/reference/mapping.md
 * describes it.
 */
export interface Mapping {
  $schema?: string;
  read?: ReadSpec;
  /** By dataset column. */
  columns: Record<string, ColumnSpec>;
  /** Unfolded columns with equal settings form one row together. */
  unfold?: UnfoldSpec | UnfoldSpec[];
  sum?: SumSpec;
  ratios?: RatioSpec[];
  keep?: RowFilter[];
  skip?: RowFilter[];
  /** Leaves out rows that are equal to an earlier row. */
  distinct?: true;
  /** Texts that mean an unknown value, in every numeric column. */
  notAvailable?: string[];
}

export interface ReadSpec {
  separator?: string;
  /** CSV only: false if quotes do not enclose cells. */
  quotes?: boolean;
  sheet?: string;
  /** JSON only: the path of the array of rows, with dots between the keys. */
  rows?: string;
  /** The line of the header; 0 if the file has none. */
  header?: number;
  headerRows?: number;
  /** The number of columns of the table. Cells beyond are remarks, which are reported and not read. */
  width?: number;
  /** Whether rows may omit empty cells at their end. */
  shortRows?: true;
  /** File columns whose empty cells mean the value above, as in merged cells. A new value clears those after it. */
  fillDown?: string[];
}

/** The name of a file column, or a rule that computes the value. */
export type ColumnSpec = string | ConstantSpec | TextSpec | PlaceSpec | CountSpec;

export interface ConstantSpec {
  constant: string;
}

/** The value of another dataset column in the same row. */
export interface FilledSpec {
  filled: string;
}

/** The first of several texts that is not empty. */
export interface EitherSpec {
  either: (FilePart | FilledSpec)[];
}

/** A part of the text of a file column. */
export interface ColumnPart {
  column: string;
  /** A regular expression that must match the whole text, and a template with its groups. */
  pattern?: string;
  as?: string;
  /** Converts the Spanish name of a month to two digits. */
  month?: true;
}

/** A column of the file, a part of it, or a constant. */
export type FilePart = string | ColumnPart | ConstantSpec;

export type Part = FilePart | FilledSpec | EitherSpec;

/** The row number among rows that are equal in these dataset columns, in file order. */
export interface CountSpec {
  count: string[];
  /** The first row number, 1 by default. */
  first?: number;
}

export interface TextSpec {
  /** Left out for the column that `unfold` fills. */
  from?: Part | Part[];
  /** The separator between several parts. */
  join?: string;
  /** The number of digits of each part, padded with zeros. */
  pad?: number[];
  /** A regular expression that must match the whole text, and a template with its groups, such as `$3-$2-$1`. */
  pattern?: string;
  as?: string;
  /** `?` only in a proposal, where the notation is ambiguous; the schema refuses it. */
  number?: NumberSpec | true | '?';
  notAvailable?: string[];
  /** By dataset column: its value if this value is not available. */
  ifNotAvailable?: Record<string, string>;
  /** The dataset column that keeps the text as published. */
  raw?: string;
  /** Translates texts of the file. A text that is not listed is a finding. */
  values?: Record<string, string>;
  /** The separator between the values of a list. Each value is converted separately. */
  split?: string;
  /** Converts to an identifier: lower case, without accents, with hyphens. */
  slug?: true;
}

export interface NumberSpec {
  decimal?: '.' | ',';
  thousands?: ',' | '.' | ' ' | "'";
  /** Numbers such as -999 that are valid values here. */
  allow?: string[];
  /** Signs of currency that are removed, besides $ and MXN. */
  currency?: string[];
  /** Characters that mean a minus sign, besides - and U+2212. */
  minus?: string[];
  /** Whether a minus sign may follow the number, as in 5-. */
  trailingMinus?: true;
}

export interface PlaceSpec {
  place: {
    /** One column with the whole code, or one column for each part. */
    code?: FilePart | FilePart[];
    /** The code system; that of the dataset by default. */
    system?: string;
    name?: FilePart;
    /** The state in which names are looked up. */
    state?: FilePart;
  };
}

export interface UnfoldSpec {
  /** The dataset column that is filled. */
  into: string;
  /** By file column, the dataset values of its rows. `{Año}` is replaced by the text of that column. */
  columns?: Record<string, Record<string, string>>;
  /** A regular expression for the names of such columns. */
  pattern?: string;
  /** The dataset values for columns that match `pattern`. `$1` is its first group. */
  set?: Record<string, string>;
  /** Instead of several columns: one file column with several texts in each cell. */
  list?: { column: string; separator: string };
}

export interface SumSpec {
  /** The dataset columns that are added up over rows with the same key. */
  columns: string[];
  /** The file column that names the parts, and the parts that must all occur exactly once. */
  parts?: { column: string; values: string[] };
}

/** A ratio in the file that must be `times × of / to`. */
export interface RatioSpec {
  ratio: string;
  of: string;
  to: string;
  /** 100 if the ratio is a percentage. */
  times?: number;
  /** The tolerated difference, for rounding. */
  within: number;
  number?: NumberSpec | true;
}

export interface RowFilter {
  /** A file column. */
  column?: string;
  /** A dataset column, instead of a file column. */
  filled?: string;
  is?: string[];
  /** Compares `is` without accents, case and punctuation. */
  fold?: true;
  /** A regular expression. */
  matches?: string;
  /** A description of these rows, for the report. */
  why?: string;
}

export const unfoldsOf = ({ unfold }: Mapping): UnfoldSpec[] => (unfold === undefined ? [] : [unfold].flat());

export const textSpecOf = (spec: ColumnSpec | undefined): TextSpec | undefined => {
  if (typeof spec === 'string') return { from: spec };
  return spec === undefined || 'constant' in spec || 'place' in spec || 'count' in spec ? undefined : spec;
};

/** Returns the parts of the file that a column is read from. */
export const filePartsOf = (spec: ColumnSpec): (FilePart | FilledSpec)[] =>
  typeof spec === 'object' && 'place' in spec
    ? [spec.place.code ?? [], spec.place.name ?? [], spec.place.state ?? []].flat()
    : partsOf(spec);

/** Returns the parts that the text of a column is joined from. */
export const partsOf = (spec: ColumnSpec): (FilePart | FilledSpec)[] =>
  [textSpecOf(spec)?.from ?? []].flat().flatMap((part) => (isEither(part) ? part.either : part));

/** Returns the dataset columns that a column is derived from. */
export function sourcesOf(spec: ColumnSpec): string[] {
  if (typeof spec === 'object' && 'count' in spec) return spec.count;
  return partsOf(spec).flatMap((part) => (typeof part === 'object' && 'filled' in part ? part.filled : []));
}

const isEither = (part: Part): part is EitherSpec => typeof part === 'object' && 'either' in part;
