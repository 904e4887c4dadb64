/** A row of the dataset as the file tells it: a text for each column of the dataset, and where it stands. */
export interface DraftRow {
  line: number;
  texts: string[];
  /** By column of the dataset, what the column of the file is called. */
  labels: readonly string[];
}
