import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** The hash of a leaf (RFC 6962, 2.1): a leaf can never be taken for a node. */
export const leafHash = (data: string): Hash => digest(`\0${data}`);

// Written anew for every node: a million of them are as many buffers less.
const node = Buffer.alloc(65, 1);

export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 33);
  return digest(node);
}

// By way of a text: a buffer of its own for each hash takes as long as the hash.
const digest = (data: string | Buffer): Hash => Buffer.from(hash('sha256', data, 'binary'), 'latin1');

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = digest('');

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
