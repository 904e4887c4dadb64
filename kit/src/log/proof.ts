import { foldPeaks, type Hash, nodeHash } from './merkle.js';

/** Leaves from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A perfect subtree: the `place`th of those over 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly place: number;
}

/** The widest power of two below `size`: where RFC 6962 parts a tree of more than one leaf. */
function partingOf(size: number): number {
  let width = 1;
  while (width * 2 < size) width *= 2;
  return width;
}

/** What stands beside the way from a leaf to the root of the tree of the first `size` leaves, leaf first. */
export function inclusionRanges(index: number, size: number): Range[] {
  const beside: Range[] = [];
  let range: Range = { from: 0, to: size };
  while (range.to - range.from > 1) {
    const parting = range.from + partingOf(range.to - range.from);
    const [left, right] = [
      { from: range.from, to: parting },
      { from: parting, to: range.to },
    ];
    beside.push(index < parting ? right : left);
    range = index < parting ? left : right;
  }
  return beside.reverse();
}

/** What proves that the tree of the first `to` leaves begins with that of the first `from` (RFC 6962, 2.1.2). */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from === 0 || from === to) return [];
  const beside: Range[] = [];
  let range: Range = { from: 0, to };
  while (range.to !== from) {
    const parting = range.from + partingOf(range.to - range.from);
    const left = { from: range.from, to: parting };
    const right = { from: parting, to: range.to };
    beside.push(from <= parting ? right : left);
    range = from <= parting ? left : right;
  }
  // The verifier knows the whole tree of the first `from` leaves already.
  if (range.from > 0) beside.push(range);
  return beside.reverse();
}

/** The perfect subtrees that a range of a tree is made of, widest first. */
export function subtreesOf({ from, to }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to; ) {
    const level = Math.floor(Math.log2(to - at));
    subtrees.push({ level, place: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** The root of a range, out of the hashes of its perfect subtrees. */
export const rootOfRange = (range: Range, hashOf: (subtree: Subtree) => Hash): Hash =>
  foldPeaks(subtreesOf(range).map(hashOf));

/** The root that a leaf and its proof lead to; undefined where a proof of that length proves nothing (RFC 9162, 2.1.3.2). */
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

/** Whether the proof shows that the newer tree begins with the older one (RFC 9162, 2.1.4.2). */
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
