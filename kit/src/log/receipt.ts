import type { Database } from '../database/database.js';
import type { SignedHead } from './head.js';
import type { Queries } from './nodes.js';

/** What a publisher keeps of a publication. With it, it can find out later whether the revision was lost. */
export interface Receipt {
  readonly subgraph: string;
  readonly revision: number;
  /** The root of the log at the revision; hexadecimal. */
  readonly root: string;
  /** The number of leaves up to the revision. */
  readonly size: number;
  /** The head that was signed with the publication; undefined if the log is not signed. */
  readonly head?: SignedHead;
}

type Row = Pick<Receipt, 'root' | 'size'> & Pick<SignedHead, 'signedAt' | 'key' | 'signature'>;

/** Reads the receipt of a revision. */
export async function receiptOf(client: Queries, { schema }: Database, revision: number): Promise<Receipt | undefined> {
  const { rows } = await client.query<Row>(
    `select encode(l.root, 'hex') as root, l.index + 1 as size, h.signed_at as "signedAt", h.key,
        translate(encode(h.signature, 'base64'), E'\\n', '') as signature
      from log_leaf l left join log_head h on h.size = l.index + 1 and h.root = l.root where l.revision = $1`,
    [revision],
  );
  if (!rows[0]) return undefined;
  const { root, size, signedAt, key, signature } = rows[0];
  const head = signature === null ? undefined : { subgraph: schema, size, root, signedAt, key, signature };
  return { subgraph: schema, revision, root, size, ...(head && { head }) };
}
