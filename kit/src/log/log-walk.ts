import { canonicalJson } from './canonical.js';
import type { KeyContent, LeafContent } from './content.js';
import { isHeadSignedBy, isSignedBy, keyIdOf, type SignedHead } from './head.js';
import { judgeKey, type UnvouchedKey, unvouchedKey } from './lost-key.js';
import { EMPTY_ROOT, GrowingTree, type Hash, leafHash } from './merkle.js';
import type { Tamperings } from './tampering.js';

/** A head as somebody keeps it, to hold a log against it later. */
export interface SavedHead extends SignedHead {
  /** Base64 of the SubjectPublicKeyInfo of the key that signed it. */
  readonly publicKey: string;
  /** The hashes of the leaves, hexadecimal: with them, the first leaf that differs can be named. */
  readonly leaves?: readonly string[];
}

/** What a verifier has of its own, without the hub. */
export interface Trust {
  readonly saved?: SavedHead;
  /** The ids, or the first 16 digits of them, of keys that took the place of lost ones and are known to be the hub's. */
  readonly trusted?: readonly string[];
}

/** The same of several logs: heads by subgraph. */
export interface TrustBySubgraph extends Pick<Trust, 'trusted'> {
  readonly saved?: Readonly<Record<string, SavedHead>>;
}

/** Walks the leaves of a log in their order and knows, of every size, the root and whose signature holds. */
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

  /** Takes the text of the next leaf. Answers with what it says, or undefined where it is no leaf. */
  take(text: string): LeafContent | undefined {
    const hash = leafHash(text);
    this.leaves.push(hash);
    this.#tree.add(hash);
    this.#roots.push(this.#tree.root());
    const content = readLeaf(text);
    const before = this.#keys.at(-1);
    this.#keys.push(content?.kind === 'key' ? this.#settle(content, before) : before);
    return content;
  }

  /** Holds a head against the leaves that it is of. */
  checkHead(head: SignedHead): void {
    const wrong = this.#wrongWith(head);
    if (wrong) this.tamperings.add('HEAD_FORGED', `The head at ${head.size} leaves ${wrong}.`);
  }

  /** Holds the log against what the verifier has: a head that was saved before, keys that are trusted. */
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
    if (!root) return `is of more leaves than the log has, which are ${this.size}`;
    if (root !== head.root) return `names the root ${head.root}; the leaves have ${root}`;
    const key = this.#keys[head.size];
    if (!key) return 'is signed, and no leaf before it says by which key';
    if (isHeadSignedBy(head, key.publicKey)) return undefined;
    return `is not signed by the key ${keyIdOf(key.publicKey)}, which signed then`;
  }

  #differsFrom(saved: SavedHead): string | undefined {
    if (!isHeadSignedBy(saved, saved.publicKey))
      return 'The saved head is not signed by the key that it names: it is not as it was saved.';
    const root = this.#roots[saved.size]?.toString('hex');
    if (!root) return `The saved head is of ${saved.size} leaves, and the log has ${this.size}: it was cut short.`;
    if (root === saved.root) return undefined;
    const first = saved.leaves?.findIndex((hash, at) => this.leaves[at]?.toString('hex') !== hash) ?? -1;
    const from = first < 0 ? '' : `, from leaf ${first} on`;
    return `The first ${saved.size} leaves of the log have the root ${root}, and the saved head has ${saved.root}: the past was written anew${from}.`;
  }

  #settle(key: KeyContent, before: KeyContent | undefined): KeyContent | undefined {
    const { signature, ...said } = key;
    if (!before && key.replaces === null) return key;
    const signed = before && key.replaces === keyIdOf(before.publicKey) && signature !== null;
    if (signed && isSignedBy(canonicalJson({ ...said }), signature, before.publicKey)) return key;
    const unvouched = before && unvouchedKey(key, this.size - 1, before.publicKey);
    if (unvouched) {
      this.#unvouched.push(unvouched);
      return key;
    }
    this.tamperings.add(
      'KEY_SWAPPED',
      `Leaf ${this.size - 1} puts the key ${keyIdOf(key.publicKey)} in place without the signature of ${before ? keyIdOf(before.publicKey) : 'the one that it says it replaces'}.`,
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
