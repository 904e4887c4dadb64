import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

const NODE = Buffer.of(1);

/** The hash of a leaf (RFC 6962, 2.1): a leaf can never be taken for a node. */
export const leafHash = (data: string): Hash => hash('sha256', `\0${data}`, 'buffer');

export const nodeHash = (left: Hash, right: Hash): Hash => hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** The root of a tree that grows leaf by leaf, in O(log n) memory: the roots of its perfect subtrees, widest first. */
export class GrowingTree {
  readonly #peaks: Hash[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(leaf: Hash): void {
    let node = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(this.#peaks.pop()!, node);
    this.#peaks.push(node);
    this.#size += 1;
  }

  root(): Hash {
    return foldPeaks(this.#peaks);
  }
}

/** The root over perfect subtrees, widest first. */
export const foldPeaks = (peaks: readonly Hash[]): Hash =>
  peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));

/** The root of a tree whose leaves are these, or whose perfect subtrees of one width these are, the last one apart. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}
