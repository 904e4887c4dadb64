import type { Finding } from '../../dataset/rules.js';

export type RowReport = (finding: Omit<Finding, 'file' | 'line'>) => void;

/**
 * Makes something of the cells of one row: writes it into `texts`, which has a place for each column of the dataset.
 * False where the row cannot be used; why was told to `report`.
 */
export type ColumnFiller = (cells: readonly string[], texts: string[], report: RowReport) => boolean;

/** Where things stand: the columns of the file by name, and those of the dataset. */
export interface ColumnIndex {
  /** @throws MissingColumns after all were asked for */
  ofFile(name: string): number;
  ofDataset(name: string): number;
}
