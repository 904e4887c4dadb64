import { foldPeaks, type Hash, nodeHash } from './merkle.js';

/** The leaves from `from`, inclusive, to `to`, exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A perfect subtree: number `place`, from 0, of those with 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly place: number;
}

/** The largest power of two below `size`: where RFC 6962 splits a tree of more than one leaf. */
function splitOf(size: number): number {
  let width = 1;
  while (width * 2 < size) width *= 2;
  return width;
}

/** Returns the siblings on the path from a leaf to the root of the tree of the first `size` leaves, leaf first. */
export function inclusionRanges(index: number, size: number): Range[] {
  const beside: Range[] = [];
  let range: Range = { from: 0, to: size };
  while (range.to - range.from > 1) {
    const split = range.from + splitOf(range.to - range.from);
    const [left, right] = [
      { from: range.from, to: split },
      { from: split, to: range.to },
    ];
    beside.push(index < split ? right : left);
    range = index < split ? left : right;
  }
  return beside.reverse();
}

/** Returns the ranges of the proof that the tree of `to` leaves continues that of `from` leaves (RFC 6962, 2.1.2). */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from === 0 || from === to) return [];
  const beside: Range[] = [];
  let range: Range = { from: 0, to };
  while (range.to !== from) {
    const split = range.from + splitOf(range.to - range.from);
    const left = { from: range.from, to: split };
    const right = { from: split, to: range.to };
    beside.push(from <= split ? right : left);
    range = from <= split ? left : right;
  }
  // The verifier already knows the root of the first `from` leaves.
  if (range.from > 0) beside.push(range);
  return beside.reverse();
}

/** Splits a range into perfect subtrees, widest first. */
export function subtreesOf({ from, to }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to; ) {
    const level = Math.floor(Math.log2(to - at));
    subtrees.push({ level, place: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** Computes the root of a range from the hashes of its perfect subtrees. */
export const rootOfRange = (range: Range, hashOf: (subtree: Subtree) => Hash): Hash =>
  foldPeaks(subtreesOf(range).map(hashOf));

/** Computes the root from a leaf and its proof; undefined if the proof has a wrong length (RFC 9162, 2.1.3.2). */
export function rootOfInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[]): Hash | undefined {
  if (index >= size) return undefined;
  let [place, last, root] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(beside, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, beside);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

export interface Tree {
  readonly size: number;
  readonly root: Hash;
}

/** Verifies that the newer tree continues the older one (RFC 9162, 2.1.4.2). */
export function isConsistent(older: Tree, newer: Tree, proof: readonly Hash[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  const first = path.shift();
  if (!first) return false;
  let [olderRoot, newerRoot] = [first, first];
  for (const beside of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      olderRoot = nodeHash(beside, olderRoot);
      newerRoot = nodeHash(beside, newerRoot);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else newerRoot = nodeHash(newerRoot, beside);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && olderRoot.equals(older.root) && newerRoot.equals(newer.root);
}
