import type { Dataset } from '../dataset/dataset.js';
import type { Finding, Rule } from '../dataset/rules.js';
import type { ChangeCounts } from './difference.js';
import type { Mapping } from './mapping/mapping.js';
import type { SourceDescription } from './source-description.js';

export interface Ingestion {
  dataset: Dataset;
  /** Paths of files: CSV, TSV, JSON, JSON lines or XLSX, gzipped or not. Together they are one publication. */
  files: string[];
  source: SourceDescription;
  /** What is what in the files, where their columns are not those of the dataset. */
  mapping?: Mapping;
  publishedBy: string;
  note?: string;
  /** Looks at everything and publishes nothing. */
  dryRun?: boolean;
  /** Publishes the sound rows of a file that has others; these are withheld, and nothing is withdrawn for them. */
  acceptFindings?: boolean;
  progress?: Progress;
}

/** Is told how far an ingestion is. */
export interface Progress {
  /** A step begins, and the one before it ends. `of`: how much there is to do, where that is known. */
  step(title: string, of?: Amount): void;
  /** So much more of the step is done. */
  done(count: number): void;
}

export interface Amount {
  total: number;
  unit: 'bytes' | 'rows';
}

export interface IngestionReport {
  dataset: string;
  /** The revision that was published; undefined where nothing was. */
  revision?: number;
  rows: number;
  changes: ChangeCounts;
  /** What was found, in the order in which it was; at most 10,000, of each rule some. */
  findings: Finding[];
  /** All that was found, however much it is. */
  allFindings(): Iterable<Finding>;
  /** All that was found, by severity. */
  counts: Record<Rule['severity'], number>;
  outcome: 'published' | 'unchanged' | 'rejected' | 'checked';
}
