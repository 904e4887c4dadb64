import type { Finding } from '../../dataset/rule.js';

export type RowReport = (finding: Omit<Finding, 'file' | 'line'>) => void;

/**
 * Reads the cells of a row and writes the text of one or more dataset columns into `texts`, which has one element per
 * dataset column. Returns false if the row cannot be used, after reporting the reason.
 */
export type ColumnFiller = (cells: readonly string[], texts: string[], report: RowReport) => boolean;

/** Looks up the positions of columns. */
export interface ColumnIndex {
  /** Returns the position of a file column, or -1 and records it as missing. */
  ofFile(name: string): number;
  ofDataset(name: string): number;
}
