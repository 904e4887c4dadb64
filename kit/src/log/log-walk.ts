import { canonicalJson } from './canonical.js';
import type { KeyContent, LeafContent } from './content.js';
import { isHeadSignedBy, isSignedBy, keyIdOf, type SignedHead } from './head.js';
import { judgeKey, type UnvouchedKey, unvouchedKey } from './lost-key.js';
import { EMPTY_ROOT, GrowingTree, type Hash, leafHash } from './merkle.js';
import type { Tamperings } from './tampering.js';

/** A head that a verifier saves, to compare the log with it later. */
export interface SavedHead extends SignedHead {
  /** The key that signed it, as SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** The hashes of the leaves, hexadecimal. With them, verification can name the first leaf that differs. */
  readonly leaves?: readonly string[];
}

/** What the verifier knows independently of the hub. */
export interface Trust {
  readonly saved?: SavedHead;
  /** Ids, or their first 16 digits, of keys that replaced lost ones and that the verifier trusts. */
  readonly trusted?: readonly string[];
}

/** The same for several logs: saved heads by subgraph. */
export interface TrustBySubgraph extends Pick<Trust, 'trusted'> {
  readonly saved?: Readonly<Record<string, SavedHead>>;
}

/** Processes the leaves of a log in order. Computes the root and the signing key at each size. */
export class LogWalk {
  readonly leaves: Hash[] = [];
  readonly #tree = new GrowingTree();
  readonly #roots: Hash[] = [EMPTY_ROOT];
  readonly #keys: (KeyContent | undefined)[] = [undefined];
  readonly #unvouched: UnvouchedKey[] = [];

  constructor(readonly tamperings: Tamperings) {}

  get size(): number {
    return this.leaves.length;
  }

  get root(): string {
    return this.#roots.at(-1)!.toString('hex');
  }

  /** Processes the next leaf. Returns its content, or undefined if it cannot be parsed. */
  take(text: string): LeafContent | undefined {
    const hash = leafHash(text);
    this.leaves.push(hash);
    this.#tree.add(hash);
    this.#roots.push(this.#tree.root());
    const content = readLeaf(text);
    const before = this.#keys.at(-1);
    this.#keys.push(content?.kind === 'key' ? this.#acceptKey(content, before) : before);
    return content;
  }

  /** Verifies root and signature of a head. */
  checkHead(head: SignedHead): void {
    const wrong = this.#wrongWith(head);
    if (wrong) this.tamperings.add('HEAD_FORGED', `The head of size ${head.size} ${wrong}.`);
  }

  /** Compares the log with the saved head of the verifier, and checks unvouched keys against the trusted ones. */
  checkAgainst({ saved, trusted }: Trust): void {
    const differs = saved && this.#differsFrom(saved);
    if (differs) this.tamperings.add('HEAD_DIFFERS', differs);
    for (const key of this.#unvouched) {
      const known = saved !== undefined && !differs && key.leaf < saved.size;
      judgeKey(key, { trusted, known }, this.tamperings);
    }
  }

  #wrongWith(head: SignedHead): string | undefined {
    const root = this.#roots[head.size]?.toString('hex');
    if (!root) return `covers more leaves than the log has (${this.size})`;
    if (root !== head.root) return `has the root ${head.root}, but the leaves have the root ${root}`;
    const key = this.#keys[head.size];
    if (!key) return 'is signed, but no earlier leaf names a key';
    if (isHeadSignedBy(head, key.publicKey)) return undefined;
    return `is not signed by ${keyIdOf(key.publicKey)}, the signing key at that size`;
  }

  #differsFrom(saved: SavedHead): string | undefined {
    if (!isHeadSignedBy(saved, saved.publicKey))
      return 'The saved head is not signed by the key in it: the file was modified.';
    const root = this.#roots[saved.size]?.toString('hex');
    if (!root) return `The saved head covers ${saved.size} leaves, but the log has ${this.size}: it was truncated.`;
    if (root === saved.root) return undefined;
    const first = saved.leaves?.findIndex((hash, at) => this.leaves[at]?.toString('hex') !== hash) ?? -1;
    const from = first < 0 ? '' : ` from leaf ${first} on`;
    return `The first ${saved.size} leaves of the log have the root ${root}, but the saved head has ${saved.root}: history was rewritten${from}.`;
  }

  #acceptKey(key: KeyContent, before: KeyContent | undefined): KeyContent | undefined {
    const { signature, ...content } = key;
    if (!before && key.replaces === null) return key;
    const signed = before && key.replaces === keyIdOf(before.publicKey) && signature !== null;
    if (signed && isSignedBy(canonicalJson({ ...content }), signature, before.publicKey)) return key;
    const unvouched = before && unvouchedKey(key, this.size - 1, before.publicKey);
    if (unvouched) {
      this.#unvouched.push(unvouched);
      return key;
    }
    this.tamperings.add(
      'KEY_SWAPPED',
      `Leaf ${this.size - 1} introduces the key ${keyIdOf(key.publicKey)} without the signature of ${before ? keyIdOf(before.publicKey) : 'the key that it replaces'}.`,
    );
    return before;
  }
}

function readLeaf(text: string): LeafContent | undefined {
  try {
    const content = JSON.parse(text) as LeafContent;
    return content.kind === 'key' || content.kind === 'revision' ? content : undefined;
  } catch {
    return undefined;
  }
}
