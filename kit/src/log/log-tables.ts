import type { PoolClient } from 'pg';
import type { RevisionContent } from './content.js';
import type { SignedHead } from './head.js';
import type { LogWalk } from './log-walk.js';
import { type Hash, nodeHash } from './merkle.js';
import type { Tamperings } from './tampering.js';

interface LeafRow {
  index: number;
  revision: number | null;
  content: string;
  root: string | null;
}

/** Verifies that the tables of a log agree: its leaves, the nodes of the tree, and the signed heads. */
export class LogTables {
  constructor(
    private readonly client: PoolClient,
    private readonly subgraph: string,
    private readonly walk: LogWalk,
    private readonly tamperings: Tamperings,
  ) {}

  /** @returns the contents of the revision leaves */
  async verify(): Promise<RevisionContent[]> {
    const revisions = await this.#walkLeaves();
    await this.#checkNodes();
    await this.#checkHeads();
    return revisions;
  }

  async #walkLeaves(): Promise<RevisionContent[]> {
    const { rows } = await this.client.query<LeafRow>(
      `select index, revision, content, encode(root, 'hex') as root from log_leaf order by index`,
    );
    const revisions: RevisionContent[] = [];
    const gap = rows.findIndex(({ index }, at) => index !== at);
    if (gap >= 0) this.tamperings.add('LEAF_MISSING', `Leaf ${gap} of the log is missing.`);
    for (const { index, revision, content, root } of rows) {
      const leaf = this.walk.take(content);
      if (root !== this.walk.root)
        this.tamperings.add(
          'NODE_CHANGED',
          `Leaf ${index} is stored with the root ${root}; the leaves up to it have ${this.walk.root}.`,
        );
      const claimed = leaf?.kind === 'revision' ? leaf.revision : null;
      if (!leaf || claimed !== revision || leaf.subgraph !== this.subgraph)
        this.tamperings.add(
          'LEAF_CHANGED',
          `Leaf ${index} has the content ${content.slice(0, 200)}, which does not belong there.`,
        );
      else if (leaf.kind === 'revision') revisions.push(leaf);
    }
    return revisions;
  }

  async #checkNodes(): Promise<void> {
    const { rows } = await this.client.query<{ level: number; place: number; hash: Hash }>(
      'select level, place, hash from log_node order by level, place',
    );
    const stored = new Map(rows.map(({ level, place, hash }) => [`${level}/${place}`, hash]));
    let hashes: Hash[] = this.walk.leaves;
    for (let level = 0; hashes.length > 0; level += 1) {
      for (const [place, hash] of hashes.entries()) this.#checkNode(level, place, hash, stored);
      const pairs = Array.from({ length: Math.floor(hashes.length / 2) }, (_, at) => at * 2);
      hashes = pairs.map((at) => nodeHash(hashes[at]!, hashes[at + 1]!));
    }
    if (stored.size > 0)
      this.tamperings.add(
        'LEAF_MISSING',
        `The tree has nodes over missing leaves, such as ${stored.keys().next().value}.`,
      );
  }

  #checkNode(level: number, place: number, hash: Hash, stored: Map<string, Hash>): void {
    const name = `${level}/${place}`;
    const what = level === 0 ? `Leaf ${place}` : `Node ${place} of level ${level}`;
    if (!stored.get(name)?.equals(hash))
      this.tamperings.add(
        level === 0 ? 'LEAF_CHANGED' : 'NODE_CHANGED',
        `${what} has the hash ${hash.toString('hex')}, but ${stored.get(name)?.toString('hex') ?? 'no hash'} is stored.`,
      );
    stored.delete(name);
  }

  async #checkHeads(): Promise<void> {
    const { rows } = await this.client.query<Omit<SignedHead, 'subgraph'>>(
      `select size, encode(root, 'hex') as root, signed_at as "signedAt", key,
          translate(encode(signature, 'base64'), E'\\n', '') as signature
        from log_head order by size`,
    );
    for (const head of rows) this.walk.checkHead({ subgraph: this.subgraph, ...head });
    const newest = rows.at(-1)?.size ?? 0;
    if (newest < this.walk.size)
      this.tamperings.add(
        'HEAD_MISSING',
        `The newest signed head covers ${newest} leaves, but the log has ${this.walk.size}.`,
      );
  }
}
