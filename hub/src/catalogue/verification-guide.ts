import type { Guide } from './entry.js';

const changed = 'Stop publishing, save the database, and restore the tables from a backup before the change.';
const ask = 'Compare with a head that was saved elsewhere, and contact the operator of the hub.';

/** Findings of `hub verify`. */
export const verificationGuide: Readonly<Record<string, Guide>> = {
  LEAF_CHANGED: [changed, 'Leaf 4 has another content than its hash.'],
  LEAF_MISSING: [changed, 'Leaf 4 of the log is missing.'],
  NODE_CHANGED: [changed, 'Node 2/0 has the hash 9f…, but 3c… is stored.'],
  HEAD_FORGED: [ask, 'The head of size 12 is not signed by the key at that size.'],
  HEAD_MISSING: [changed, 'The newest signed head covers 11 leaves, but the log has 12.'],
  REVISIONS_LOST: [
    'Run hub revisions --lost with the saved head, and publish those files again. Without a failover or restore, treat it as tampering.',
    'A failover to a standby that lagged, or a restore of an older backup, lost revisions 92.',
  ],
  HEAD_DIFFERS: [ask, 'The log does not continue the 9 leaves of the saved head.'],
  KEY_SWAPPED: [ask, 'Leaf 7 introduces the key 3f2a… without the signature of 9b1c….'],
  KEY_UNVOUCHED: [
    'Ask the operator by another channel whether the key is theirs; if so, pass --trust-key.',
    'Leaf 7 replaces the lost key 9b1c… by 3f2a….',
  ],
  REVISION_MISSING: [changed, 'Revision 5 is in the log but not in the tables.'],
  REVISION_UNKNOWN: [changed, 'Revision 6 is in the tables but not in the log.'],
  REVISION_CHANGED: [changed, 'Revision 5: its note differs from the log.'],
  ROW_CHANGED: [changed, 'Revision 5, dataset observation: the row 15031, pobreza_pct, 2020 differs from the log.'],
  ROW_MISSING: [changed, 'Revision 5, dataset observation: missing after 15030: 1 of the rows of the log.'],
  ROW_UNKNOWN: [changed, 'Revision 5, dataset observation: the log does not have the row 15999.'],
  ROWS_REHASHED: [changed, 'Revision 5: its stored row hashes have another root than its leaf.'],
  DATASET_UNKNOWN: [
    'Verify with the version of the subgraph that published the dataset.',
    'Revision 5 belongs to the dataset wells.',
  ],
  EXPORT_UNREADABLE: ['Fetch the export again.', 'Line 12 is not a leaf of this subgraph.'],
  VALUE_DIFFERS: [ask, 'municipality.indicators.0: the response has 35.1, and the log has 36.1.'],
  PROOF_FAILS: [ask, 'municipality.indicators.0: the proof of the row fails.'],
};
