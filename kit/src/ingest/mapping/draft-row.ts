/** A row of the dataset before its cells are parsed: one text per dataset column. */
export interface DraftRow {
  line: number;
  texts: string[];
  /** By dataset column, the name of the file column. */
  labels: readonly string[];
}
