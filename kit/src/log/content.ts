import type { Json } from './canonical.js';

/** The root and size of the Merkle tree over the entries of a revision. */
export interface RowsRoot {
  readonly count: number;
  /** Hexadecimal. */
  readonly root: string;
}

/** The content of a revision leaf: the metadata of the revision, and the root of the tree over its rows. */
export interface RevisionContent {
  readonly kind: 'revision';
  readonly subgraph: string;
  readonly revision: number;
  readonly dataset: string;
  /** RFC 3339, UTC, to the microsecond. */
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly note: string | null;
  /** The id of the ingestion; absent in revisions of versions without it. */
  readonly ingestion?: string;
  readonly counts: { readonly added: number; readonly changed: number; readonly withdrawn: number };
  /** The number of findings, and the SHA-256 of the canonical JSON of their list. */
  readonly findings: { readonly count: number; readonly sha256: string };
  /** The source files, by their ids in the subgraph. */
  readonly sources: readonly { readonly [name: string]: Json }[];
  readonly rows: RowsRoot;
}

/** The content of a key leaf: from here on, heads are signed by this key. */
export interface KeyContent {
  readonly kind: 'key';
  readonly subgraph: string;
  /** Base64 of the SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** The id of the previous key; null for the first key. */
  readonly replaces: string | null;
  /** Signature of the previous key over the canonical JSON of the other members; null for the first key, or if it is lost. */
  readonly signature: string | null;
  /** The previous key was lost, so nothing proves that the same operator has this key. */
  readonly lost?: true;
}

export type LeafContent = RevisionContent | KeyContent;
