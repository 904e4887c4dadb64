import type { ReportFinding } from './findings.js';
import type { Mapping } from './mapping/mapping.js';
import type { Target } from './mapping/target.js';
import type { PackedBytes } from './read/file.js';
import type { UnpackingLimits } from './read/unpacking-limits.js';

export interface ParsingLimits extends UnpackingLimits {
  /** Maximum rows of the dataset from one file; unlimited by default. */
  rows?: number;
}

export interface Parsing {
  path: string;
  target: Target;
  /** Left out if the header has the column names of the dataset. */
  mapping?: Mapping;
  report: ReportFinding;
  /** Receives the number of bytes read. */
  bytes?: (count: number) => void;
  /** Receives each piece of the file as it is read. */
  packed?: PackedBytes;
  limits?: ParsingLimits;
}
