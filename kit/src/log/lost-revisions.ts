import type { Database } from '../database/database.js';
import type { SavedHead } from './log-walk.js';
import type { Receipt } from './receipt.js';

/** A revision that the evidence names and the log no longer has. */
export interface LostRevision {
  /** Undefined for the leaf of a key, or if the saved head has no revision numbers. */
  readonly revision?: number;
  /** The index of the leaf. */
  readonly leaf: number;
  /** Whether the log has another leaf in its place. */
  readonly replaced: boolean;
}

type Evidence = Receipt | SavedHead;

/** Finds the revisions of a saved head or a receipt that the log no longer has. */
export async function lostRevisions(database: Database, evidence: Evidence): Promise<LostRevision[]> {
  const { rows } = await (await database.pool()).query<{ hash: string; root: string }>(
    `select encode(n.hash, 'hex') as hash, encode(l.root, 'hex') as root
      from log_leaf l join log_node n on n.level = 0 and n.place = l.index order by l.index`,
  );
  if (!('leaves' in evidence) || !evidence.leaves) return lostByRoot(rows, evidence);
  return evidence.leaves.flatMap((hash, leaf) =>
    rows[leaf]?.hash === hash
      ? []
      : { leaf, replaced: leaf < rows.length, ...numbered(evidence.revisions?.[leaf] ?? undefined) },
  );
}

/** Without leaf hashes, only the newest leaf of the evidence can be compared. */
function lostByRoot(rows: readonly { root: string }[], evidence: Evidence): LostRevision[] {
  const leaf = evidence.size - 1;
  if (rows[leaf]?.root === evidence.root) return [];
  return [{ leaf, replaced: leaf < rows.length, ...numbered('revision' in evidence ? evidence.revision : undefined) }];
}

const numbered = (revision: number | undefined) => (revision === undefined ? {} : { revision });
