import type { Dataset } from '../dataset/dataset.js';
import type { Finding, Rule } from '../dataset/rule.js';
import type { Receipt } from '../log/receipt.js';
import type { ChangeCounts } from './difference.js';
import type { Mapping } from './mapping/mapping.js';
import type { ParsingLimits } from './parsing.js';
import type { SourceDescription } from './source-description.js';

export interface Ingestion {
  dataset: Dataset;
  /** Paths of files in one of the supported formats, gzipped or not. Together they are one publication. */
  files: string[];
  source: SourceDescription;
  /** Which column of the files is which column of the dataset. Left out if the names are equal. */
  mapping?: Mapping;
  publishedBy: string;
  note?: string;
  /** Checks everything and publishes nothing. */
  dryRun?: boolean;
  /**
   * Publishes the valid rows of a file that also has rows with errors. Rows with errors are withheld, and nothing is
   * withdrawn.
   */
  acceptFindings?: boolean;
  progress?: Progress;
  limits?: ParsingLimits;
  /** A folder on the disk of the database, if the database is on this machine: its free space is checked. */
  databaseFolder?: string;
}

/** Receives the progress of an ingestion. */
export interface Progress {
  /** A step begins and the previous one ends. `of` is the amount of work, if it is known. */
  step(title: string, of?: Amount): void;
  /** `count` more units of the step are done. */
  done(count: number): void;
}

export interface Amount {
  total: number;
  unit: 'bytes' | 'rows';
}

export interface IngestionReport {
  dataset: string;
  /** The published revision. Undefined if nothing was published. */
  revision?: number;
  /** The receipt of the published revision, for its publisher to keep. */
  receipt?: Receipt;
  rows: number;
  changes: ChangeCounts;
  /** The findings in order, at most 10,000, with some of every rule. */
  findings: Finding[];
  /** All findings, without a limit. */
  allFindings(): Iterable<Finding>;
  /** The number of findings by severity. */
  counts: Record<Rule['severity'], number>;
  outcome: 'published' | 'unchanged' | 'rejected' | 'checked';
}
