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
  /** The revision of each leaf; null for a key. */
  readonly revisions?: readonly (number | null)[];
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
  readonly #publishedAt: (string | undefined)[] = [];

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
    this.#publishedAt.push(content?.kind === 'revision' ? content.publishedAt : undefined);
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
    if (differs) this.tamperings.add(differs.code, differs.sentence);
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

  #differsFrom(saved: SavedHead): Difference | undefined {
    if (!isHeadSignedBy(saved, saved.publicKey))
      return differing('The saved head is not signed by the key in it: the file was modified.');
    const root = this.#roots[saved.size]?.toString('hex');
    if (root === saved.root) return undefined;
    const first = saved.leaves?.findIndex((hash, at) => this.leaves[at]?.toString('hex') !== hash) ?? -1;
    if (first >= 0 && this.#isFork(first, saved)) return lost(first, saved, this.#publishedAt[first]);
    if (!root)
      return differing(`The saved head covers ${saved.size} leaves, but the log has ${this.size}: it was truncated.`);
    const from = first < 0 ? '' : ` from leaf ${first} on`;
    return differing(
      `The first ${saved.size} leaves of the log have the root ${root}, but the saved head has ${saved.root}: history was rewritten${from}.`,
    );
  }

  /**
   * Whether the log looks like after a failover or restore: it equals the saved head up to a leaf, and then ends, or goes
   * on with revisions that were published after the head was signed. Rewritten revisions keep their earlier times.
   */
  #isFork(first: number, { signedAt }: SavedHead): boolean {
    const next = this.#publishedAt.slice(first).find((time) => time !== undefined);
    return next === undefined ? first === this.size : Date.parse(next) > Date.parse(signedAt);
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

interface Difference {
  readonly code: 'HEAD_DIFFERS' | 'REVISIONS_LOST';
  readonly sentence: string;
}

const differing = (sentence: string): Difference => ({ code: 'HEAD_DIFFERS', sentence });

function lost(first: number, { size, revisions, signedAt }: SavedHead, nextPublishedAt?: string): Difference {
  const numbers = revisions?.slice(first).filter((number) => number !== null) ?? [];
  const named = numbers.length > 0 ? `revisions ${numbers.join(', ')}` : `${size - first} leaves`;
  const next = nextPublishedAt ? `goes on with a revision of ${nextPublishedAt}` : 'ends there';
  return {
    code: 'REVISIONS_LOST',
    sentence: `The log equals the saved head of ${signedAt} up to leaf ${first - 1} and ${next}. A failover to a standby that lagged, or a restore of an older backup, lost ${named}: their publishers should publish again. If there was no failover or restore, the log was truncated.`,
  };
}

function readLeaf(text: string): LeafContent | undefined {
  try {
    const content = JSON.parse(text) as LeafContent;
    return content.kind === 'key' || content.kind === 'revision' ? content : undefined;
  } catch {
    return undefined;
  }
}
