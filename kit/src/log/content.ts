import type { Json } from './canonical.js';

/** The root of the tree over the entries of a revision, and how many they are. */
export interface RowsRoot {
  readonly count: number;
  /** Hexadecimal. */
  readonly root: string;
}

/** The leaf of a revision: all that is said of it, and the root of a tree over its rows. */
export interface RevisionContent {
  readonly kind: 'revision';
  readonly subgraph: string;
  readonly revision: number;
  readonly dataset: string;
  /** RFC 3339, UTC, to the microsecond. */
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly note: string | null;
  readonly counts: { readonly added: number; readonly changed: number; readonly withdrawn: number };
  /** How many findings the file was published with, and the SHA-256 of the canonical JSON of the list of them. */
  readonly findings: { readonly count: number; readonly sha256: string };
  /** The files that it was published from, by their ids in the subgraph. */
  readonly sources: readonly { readonly [name: string]: Json }[];
  readonly rows: RowsRoot;
}

/** The leaf of a key: from here on, this one signs. */
export interface KeyContent {
  readonly kind: 'key';
  readonly subgraph: string;
  /** Base64 of the SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** The id of the key that it takes the place of; null for the first. */
  readonly replaces: string | null;
  /** That key's signature over the canonical JSON of the rest; null for the first, and where that key was lost. */
  readonly signature: string | null;
  /** The key before was lost: nothing but the hub says that this one takes its place. */
  readonly lost?: true;
}

export type LeafContent = RevisionContent | KeyContent;
