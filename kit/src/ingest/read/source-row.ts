/** A row of a file, in any format. */
export interface SourceRow {
  /** The line where the row begins, or the row number of a sheet. The first is 1. */
  line: number;
  cells: string[];
}
