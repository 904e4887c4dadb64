/**
 * Identifies a revision: its number and the root of the log at it. A number alone is ambiguous: a failover or a restore
 * can lose revision 92, and the next publication creates another revision 92 with another root.
 */
export interface RevisionId {
  readonly number: number;
  /** The first 32 hexadecimal digits of the root; undefined if the subgraph has no log. */
  readonly root?: string;
}

/** The text form of headers and cache keys: `92:9f86d081884c7d65…`, or `92` without a root. */
export const revisionText = ({ number, root }: RevisionId): string =>
  root === undefined ? String(number) : `${number}:${root}`;

/** Parses the text form; undefined if it is malformed. */
export function readRevisionId(text: string): RevisionId | undefined {
  const [, number, root] = /^(\d{1,10})(?::([0-9a-f]{32}))?$/.exec(text) ?? [];
  return number === undefined ? undefined : { number: Number(number), root };
}
