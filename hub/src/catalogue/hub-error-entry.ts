/** One code of the `hub` command. */
export interface HubErrorEntry {
  readonly cause: string;
  readonly remedy: string;
  readonly http?: number;
  readonly example: string;
}
