/** The medians of one contender's rounds, for one query and one number of connections. */
export type Summary = Record<'rate' | 'p50' | 'p99' | 'cpu' | 'calls' | 'peak', number>;

/** A contender's line in the report: one connection, and many. */
export interface Row {
  readonly contender: string;
  readonly alone: Summary;
  readonly many: Summary;
}
