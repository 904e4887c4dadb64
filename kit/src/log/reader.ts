import type { Database } from '../database/database.js';
import { CabildoError } from '../errors.js';
import type { KeyContent } from './content.js';
import type { SignedHead } from './head.js';
import type { SavedHead } from './log-walk.js';
import { type Queries, readRoots } from './nodes.js';
import { consistencyRanges, inclusionRanges } from './proof.js';

/** A leaf with the proof that the tree of a size includes it. Hashes are hexadecimal. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  /** The canonical JSON of the leaf; its hash is SHA-256 over a zero byte and the UTF-8 of this text. */
  readonly leaf: string;
  readonly proof: readonly string[];
}

/** The proof that the tree of `to` leaves continues the tree of `from` leaves. Hashes are hexadecimal. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly proof: readonly string[];
}

const hex = (hash: Buffer) => hash.toString('hex');

/** Reads heads, leaves and proofs from the log of a subgraph. */
export class LogReader {
  readonly #subgraph: string;

  constructor(private readonly database: Database) {
    this.#subgraph = database.schema;
  }

  /** Returns the newest signed head with its key. @throws CabildoError NOT_FOUND if there is none yet */
  async head(): Promise<SavedHead> {
    const { rows } = await (await this.#client()).query<Omit<SignedHead, 'subgraph'> & { content: string }>(
      `select size, encode(root, 'hex') as root, signed_at as "signedAt", key,
          translate(encode(signature, 'base64'), E'\\n', '') as signature,
          (select content from log_leaf where revision is null and index < size order by index desc limit 1) as content
        from log_head order by size desc limit 1`,
    );
    if (!rows[0]) throw new CabildoError('NOT_FOUND', `The log of ${this.#subgraph} has no signed head yet.`);
    const { content, ...head } = rows[0];
    return { subgraph: this.#subgraph, ...head, publicKey: (JSON.parse(content) as KeyContent).publicKey };
  }

  /** Returns the root of the log at a revision; null if the log does not have it. */
  async rootAt(revision: number): Promise<{ readonly revision: number; readonly root: string | null }> {
    const { rows } = await (await this.#client()).query<{ root: string }>(
      `select encode(root, 'hex') as root from log_leaf where revision = $1`,
      [revision],
    );
    return { revision, root: rows[0]?.root ?? null };
  }

  /** Returns the hashes of the first `size` leaves, hexadecimal. */
  async leafHashes(size: number): Promise<string[]> {
    const { rows } = await (await this.#client()).query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from log_node where level = 0 and place < $1 order by place`,
      [size],
    );
    return rows.map(({ hash }) => hash);
  }

  /** Returns the revision of each of the first `size` leaves; null for a key. */
  async revisions(size: number): Promise<(number | null)[]> {
    const { rows } = await (await this.#client()).query<{ revision: number | null }>(
      'select revision from log_leaf where index < $1 order by index',
      [size],
    );
    return rows.map(({ revision }) => revision);
  }

  /** @throws CabildoError NOT_FOUND */
  async leaf(index: number): Promise<string> {
    const { rows } = await (await this.#client()).query<{ content: string }>(
      'select content from log_leaf where index = $1',
      [index],
    );
    if (rows[0]) return rows[0].content;
    throw new CabildoError(
      'NOT_FOUND',
      `The log of ${this.#subgraph} has no leaf ${index}. The "size" of its head is the number of leaves.`,
    );
  }

  /** @throws CabildoError NOT_FOUND, BAD_ARGUMENT */
  async inclusion(revision: number, size?: number): Promise<Inclusion> {
    const client = await this.#client();
    const { rows } = await client.query<{ index: number; content: string }>(
      'select index, content from log_leaf where revision = $1',
      [revision],
    );
    if (!rows[0]) throw new CabildoError('NOT_FOUND', `The log of ${this.#subgraph} has no revision ${revision}.`);
    const { index, content } = rows[0];
    const of = await this.#within(size);
    if (index >= of)
      throw new CabildoError(
        'BAD_ARGUMENT',
        `Revision ${revision} is leaf ${index}, which is not in the first ${of} leaves. Request a larger "size".`,
      );
    const proof = await readRoots(client, inclusionRanges(index, of));
    return { index, size: of, leaf: content, proof: proof.map(hex) };
  }

  /** @throws CabildoError BAD_ARGUMENT */
  async consistency(from: number, to?: number): Promise<Consistency> {
    const until = await this.#within(to);
    if (from > until)
      throw new CabildoError('BAD_ARGUMENT', `"from" is ${from} and "to" is ${until}; "to" must not be smaller.`);
    const proof = await readRoots(await this.#client(), consistencyRanges(from, until));
    return { from, to: until, proof: proof.map(hex) };
  }

  /** Returns the requested size, or that of the newest signed head. @throws CabildoError BAD_ARGUMENT if it is larger */
  async #within(size: number | undefined): Promise<number> {
    const newest = (await this.head()).size;
    if (size === undefined || size <= newest) return size ?? newest;
    throw new CabildoError(
      'BAD_ARGUMENT',
      `The requested size is ${size}; the newest signed head has ${newest} leaves.`,
    );
  }

  async #client(): Promise<Queries> {
    return this.database.pool();
  }
}
