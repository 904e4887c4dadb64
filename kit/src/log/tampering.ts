/** The problems that verification can find. A code never changes its meaning. */
export const tamperings = {
  LEAF_CHANGED: 'A leaf of the log does not match its hash.',
  LEAF_MISSING: 'A leaf of the log, or its hash, is missing or superfluous.',
  NODE_CHANGED: 'A node of the tree does not match its children.',
  HEAD_FORGED: 'A head is not signed by the signing key at its size, or its root differs from that of the leaves.',
  HEAD_MISSING: 'No signed head covers the newest leaves.',
  REVISIONS_LOST: 'The log lacks the newest revisions of the saved head, as after a failover or a restore of a backup.',
  HEAD_DIFFERS: 'The log does not continue the tree of the saved head.',
  KEY_SWAPPED: 'A key replaced another one without its signature.',
  KEY_UNVOUCHED: 'A key replaced a lost one, and the verifier does not trust the new one.',
  REVISION_MISSING: 'A revision of the log is missing in the tables.',
  REVISION_UNKNOWN: 'A revision in the tables is missing in the log.',
  REVISION_CHANGED: 'The metadata, sources or findings of a revision differ from the log.',
  ROW_CHANGED: 'A row differs from the log.',
  ROW_MISSING: 'A row of the log is missing in the tables.',
  ROW_UNKNOWN: 'A row in the tables is missing in the log.',
  ROWS_REHASHED: 'The stored row hashes of a revision do not lead to the root in its leaf.',
  DATASET_UNKNOWN:
    'A revision belongs to a dataset that this version of the subgraph does not define, so its rows cannot be verified.',
  EXPORT_UNREADABLE: 'A line of an export is not valid at its position.',
  VALUE_DIFFERS: 'A value in a response differs from the log.',
  PROOF_FAILS: 'The proof of a row does not lead to the head.',
} as const satisfies Record<string, string>;

export type TamperingCode = keyof typeof tamperings;

/** A problem that verification found. */
export interface Tampering {
  readonly code: TamperingCode;
  readonly subgraph: string;
  readonly revision?: number;
  readonly sentence: string;
}

/** Collects the problems of one subgraph. */
export class Tamperings {
  readonly found: Tampering[] = [];

  /** Remarks that are not problems, one sentence each. */
  readonly notes: string[] = [];

  constructor(readonly subgraph: string) {}

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  add(code: TamperingCode, sentence: string, revision?: number): void {
    this.found.push({ code, subgraph: this.subgraph, ...(revision !== undefined && { revision }), sentence });
  }
}
