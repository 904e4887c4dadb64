/** Every way in which a log, its tables, an export or an answer may not hold. A code never changes its meaning. */
export const tamperings = {
  LEAF_CHANGED: 'A leaf of the log is not what its hash says.',
  LEAF_MISSING: 'A leaf of the log, or the hash of one, is gone or stands where there is none.',
  NODE_CHANGED: 'A hash inside the tree is not that of what stands below it.',
  HEAD_FORGED: 'A head is not signed by the key that signed at its size, or names another root than the leaves have.',
  HEAD_MISSING: 'The newest leaves are under no signed head.',
  HEAD_DIFFERS: 'The log does not begin with the tree that the saved head is of.',
  KEY_SWAPPED: 'A key took the place of another without the signature of that one.',
  KEY_UNVOUCHED: 'A key took the place of one that was lost, and the verifier has not said that it trusts the new one.',
  REVISION_MISSING: 'A revision that the log has is not recorded.',
  REVISION_UNKNOWN: 'A revision is recorded that the log does not have.',
  REVISION_CHANGED: 'What is recorded of a revision, its sources or its findings is not what the log has.',
  ROW_CHANGED: 'A row is not what the log has.',
  ROW_MISSING: 'A row that the log has is not recorded.',
  ROW_UNKNOWN: 'A row is recorded that the log does not have.',
  ROWS_REHASHED: 'The hashes of the rows of a revision do not lead to the root that its leaf has.',
  DATASET_UNKNOWN:
    'A revision is of a dataset that this version of the subgraph does not have, so its rows cannot be seen.',
  EXPORT_UNREADABLE: 'A line of an export is not what stands at its place in one.',
  VALUE_DIFFERS: 'An answer shows another value than the log has for that row.',
  PROOF_FAILS: 'The proof of a row does not lead to the head.',
} as const satisfies Record<string, string>;

export type TamperingCode = keyof typeof tamperings;

/** One thing that does not hold, in a sentence that names where. */
export interface Tampering {
  readonly code: TamperingCode;
  readonly subgraph: string;
  readonly revision?: number;
  readonly sentence: string;
}

/** Collects what does not hold in one subgraph. */
export class Tamperings {
  readonly found: Tampering[] = [];

  /** What holds, and should be known all the same: a sentence each. */
  readonly notes: string[] = [];

  constructor(readonly subgraph: string) {}

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  add(code: TamperingCode, sentence: string, revision?: number): void {
    this.found.push({ code, subgraph: this.subgraph, ...(revision !== undefined && { revision }), sentence });
  }
}
