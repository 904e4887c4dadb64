import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/log/canonical.js';
import { EMPTY_ROOT, GrowingTree, type Hash, leafHash, nodeHash, rootOf } from '../../src/log/merkle.js';
import { consistencyRanges, inclusionRanges, isConsistent, type Range, rootOfInclusion } from '../../src/log/proof.js';

const SIZES = Array.from({ length: 40 }, (_, index) => index + 1);
const leaves = SIZES.map((size) => leafHash(`leaf ${size}`));

/** The definition of RFC 6962, 2.1: MTH({}) , MTH({d0}), MTH(D[n]) with k the largest power of two smaller than n. */
function treeHash(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return createHash('sha256').digest();
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(treeHash(hashes.slice(0, k)), treeHash(hashes.slice(k)));
}

const rootOfRange = ({ from, to }: Range) => treeHash(leaves.slice(from, to));
const flipped = (hash: Hash) => Buffer.from(hash.map((byte, at) => (at === 0 ? byte ^ 1 : byte)));

describe('the hash of a tree', () => {
  it('matches the test vectors of RFC 6962', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const hashes = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')));
    for (const [index, root] of roots.entries()) expect(rootOf(hashes.slice(0, index + 1)).toString('hex')).toBe(root);
  });

  it.each(SIZES)('of %i leaves matches the definition while it grows', (size) => {
    const tree = new GrowingTree();
    for (const leaf of leaves.slice(0, size)) tree.add(leaf);
    expect(tree.size).toBe(size);
    expect(tree.root()).toEqual(treeHash(leaves.slice(0, size)));
  });

  it('over roots of perfect subtrees equals that over their leaves', () => {
    const subtrees = [0, 8, 16, 24, 32].map((from) => rootOf(leaves.slice(from, Math.min(from + 8, 37))));
    expect(rootOf(subtrees)).toEqual(rootOf(leaves.slice(0, 37)));
  });
});

describe('a proof of inclusion', () => {
  it.each(SIZES)('leads from every leaf to the root of %i leaves, and from no other hash', (size) => {
    const root = rootOf(leaves.slice(0, size));
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionRanges(index, size).map(rootOfRange);
      expect(rootOfInclusion(index, size, leaves[index]!, proof)).toEqual(root);
      expect(rootOfInclusion(index, size, flipped(leaves[index]!), proof)).not.toEqual(root);
      expect(rootOfInclusion(index, size, leaves[index]!, [...proof, leaves[0]!])).toBeUndefined();
      if (proof.length > 0) expect(rootOfInclusion(index, size, leaves[index]!, proof.slice(1))).not.toEqual(root);
      for (let other = 0; other < size; other += 1)
        if (other !== index) expect(rootOfInclusion(other, size, leaves[index]!, proof)).not.toEqual(root);
    }
    expect(rootOfInclusion(size, size, leaves[0]!, [])).toBeUndefined();
  });
});

describe('a proof of consistency', () => {
  it.each(SIZES)('proves that %i leaves continue every smaller tree, and no forged one', (size) => {
    const newer = { size, root: rootOf(leaves.slice(0, size)) };
    for (let from = 1; from <= size; from += 1) {
      const older = { size: from, root: rootOf(leaves.slice(0, from)) };
      const proof = consistencyRanges(from, size).map(rootOfRange);
      expect(isConsistent(older, newer, proof)).toBe(true);
      expect(isConsistent({ ...older, root: flipped(older.root) }, newer, proof)).toBe(false);
      expect(isConsistent(older, { ...newer, root: flipped(newer.root) }, proof)).toBe(false);
      for (const at of proof.keys())
        expect(isConsistent(older, newer, proof.with(at, flipped(proof[at]!)))).toBe(false);
      expect(isConsistent(older, newer, [...proof, leaves[0]!])).toBe(false);
      if (proof.length > 0) expect(isConsistent(older, newer, proof.slice(1))).toBe(false);
    }
    expect(isConsistent({ size: size + 1, root: newer.root }, newer, [])).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('follows RFC 8785 for names, numbers and strings', () => {
    expect(canonicalJson({ b: [1e21, 333333333.3333333, 1e-7, -0], a: { '\u20ac': '\u000f"\\\n', A: null } })).toBe(
      '{"a":{"A":null,"€":"\\u000f\\"\\\\\\n"},"b":[1e+21,333333333.3333333,1e-7,0]}',
    );
  });
});
