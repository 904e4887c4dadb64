import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

/** Hashes a leaf (RFC 6962, 2.1). The prefix byte distinguishes leaves from nodes. */
export const leafHash = (data: string): Hash => digest(`\0${data}`);

// Reused for every node, which saves one allocation per hash.
const node = Buffer.alloc(65, 1);

/** Hashes an inner node (RFC 6962, 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 33);
  return digest(node);
}

// A latin1 string, because allocating a Buffer per hash in `crypto.hash` takes as long as hashing.
const digest = (data: string | Buffer): Hash => Buffer.from(hash('sha256', data, 'binary'), 'latin1');

/** The root of the empty tree. */
export const EMPTY_ROOT: Hash = digest('');

/** A tree that grows leaf by leaf in O(log n) memory. It stores the roots of its perfect subtrees, widest first. */
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

/** Computes the root from the roots of perfect subtrees, widest first. */
export const foldPeaks = (peaks: readonly Hash[]): Hash =>
  peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));

/** Computes the root over leaves, or over the roots of consecutive perfect subtrees of equal width. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}
