/** A row of a file, whatever its format, as it arrived. */
export interface SourceRow {
  /** Where it begins; the first line (of a sheet: row) is 1. */
  line: number;
  cells: string[];
}
