import { canonicalJson, type Json } from './canonical.js';
import type { KeyContent, RevisionContent } from './content.js';
import { isHeadSignedBy, isSignedBy, keyIdOf } from './head.js';
import type { LogSource } from './log-source.js';
import type { SavedHead, TrustBySubgraph } from './log-walk.js';
import { judgeKey, unvouchedKey } from './lost-key.js';
import { type Hash, leafHash } from './merkle.js';
import { isConsistent, rootOfInclusion } from './proof.js';
import { type Catalogue, type ResponseRow, rowsOfResponse, type Unprovable } from './response-rows.js';
import { type Tampering, Tamperings } from './tampering.js';

export interface ResponseVerification {
  /** The number of rows in the response that were proven. */
  readonly proven: number;
  readonly unprovable: readonly Unprovable[];
  readonly tamperings: readonly Tampering[];
  /** Remarks that are not problems, one sentence each. */
  readonly notes: readonly string[];
  /** The heads that the proofs lead to, by subgraph. */
  readonly heads: Readonly<Record<string, SavedHead>>;
}

/**
 * Verifies the rows in a response: that the revision in `recordedFrom` recorded exactly these values, and that the log
 * of the saved head includes this revision. Computed fields are not rows and are not verified.
 */
export async function verifyResponse(
  data: unknown,
  catalogues: readonly Catalogue[],
  logs: LogSource,
  { saved = {}, trusted }: TrustBySubgraph = {},
): Promise<ResponseVerification> {
  const { rows, unprovable } = rowsOfResponse(data, catalogues);
  const heads: Record<string, SavedHead> = {};
  const tamperings: Tampering[] = [];
  const notes: string[] = [];
  let proven = 0;
  for (const [subgraph, ownRows] of Map.groupBy(rows, (row) => row.subgraph)) {
    const prover = new Prover(subgraph, logs, trusted);
    const head = await prover.trust(saved[subgraph]);
    if (head) heads[subgraph] = head;
    if (head) for (const row of ownRows) if (await prover.prove(row, head)) proven += 1;
    tamperings.push(...prover.tamperings.found);
    notes.push(...prover.tamperings.notes);
  }
  return { proven, unprovable, tamperings, notes, heads };
}

const bytes = (hex: string): Hash => Buffer.from(hex, 'hex');

class Prover {
  readonly tamperings: Tamperings;
  readonly #revisions = new Map<number, Promise<RevisionContent | undefined>>();

  constructor(
    private readonly subgraph: string,
    private readonly logs: LogSource,
    private readonly trusted?: readonly string[],
  ) {
    this.tamperings = new Tamperings(subgraph);
  }

  /** Returns the newest head if it continues the saved one and its key is that of the saved one or a valid replacement. */
  async trust(saved: SavedHead | undefined): Promise<SavedHead | undefined> {
    const head = await this.logs.head(this.subgraph);
    if (head.subgraph !== this.subgraph || !isHeadSignedBy(head, head.publicKey))
      return this.#fail('HEAD_FORGED', 'The served head is not signed by the key in it.');
    if (!saved) return head;
    if (!isHeadSignedBy(saved, saved.publicKey))
      return this.#fail('HEAD_DIFFERS', 'The saved head is not signed by the key in it.');
    if (head.size < saved.size)
      return this.#fail('HEAD_DIFFERS', `The saved head covers ${saved.size} leaves, but the log has ${head.size}.`);
    const { proof } = await this.logs.consistency(this.subgraph, saved.size, head.size);
    if (!isConsistent(treeOf(saved), treeOf(head), proof.map(bytes)))
      return this.#fail('HEAD_DIFFERS', `The log does not continue the ${saved.size} leaves of the saved head.`);
    return (await this.#succeeds(saved, head)) ? head : undefined;
  }

  /** Returns whether the revision recorded the row with the values of the response. */
  async prove(row: ResponseRow, head: SavedHead): Promise<boolean> {
    const content = await this.#revision(row.revision, head);
    if (!content) return false;
    const { entry, index, size, proof } = await this.logs.row(this.subgraph, row.dataset, row.revision, row.key);
    const root = rootOfInclusion(index, size, leafHash(entry), proof.map(bytes));
    const of = content.dataset === row.dataset && size === content.rows.count;
    if (!of || root?.toString('hex') !== content.rows.root) {
      this.#fail('PROOF_FAILS', `${row.path}: the proof of the row ${row.key.join(', ')} fails.`, row.revision);
      return false;
    }
    return this.#compare(row, (JSON.parse(entry) as { after?: Record<string, Json> }).after);
  }

  #compare(row: ResponseRow, after: Readonly<Record<string, Json>> | undefined): boolean {
    const keyed = `${row.dataset} ${row.key.join(', ')}`;
    if (!after) {
      this.#fail('VALUE_DIFFERS', `${row.path}: revision ${row.revision} withdrew the row ${keyed}.`, row.revision);
      return false;
    }
    // A hub could return a valid proof of another row.
    if (after.recordedFrom !== row.revision || row.keyNames.some((name, at) => String(after[name]) !== row.key[at])) {
      this.#fail('PROOF_FAILS', `${row.path}: the proof is of another row than ${keyed}.`, row.revision);
      return false;
    }
    for (const [column, value] of Object.entries(row.values)) {
      const [received, logged] = [value, after[column]].map(known);
      if (received === logged) continue;
      const sentence = `${row.path}.${column} is ${received}; the log has ${logged} for ${keyed}.`;
      this.#fail('VALUE_DIFFERS', sentence, row.revision);
      return false;
    }
    return true;
  }

  #revision(revision: number, head: SavedHead): Promise<RevisionContent | undefined> {
    const known = this.#revisions.get(revision);
    if (known) return known;
    const read = this.#readRevision(revision, head);
    this.#revisions.set(revision, read);
    return read;
  }

  async #readRevision(revision: number, head: SavedHead): Promise<RevisionContent | undefined> {
    const { leaf, index, proof } = await this.logs.inclusion(this.subgraph, revision, head.size);
    const root = rootOfInclusion(index, head.size, leafHash(leaf), proof.map(bytes));
    const content = JSON.parse(leaf) as RevisionContent;
    if (root?.toString('hex') === head.root && content.kind === 'revision' && content.revision === revision)
      return content;
    return this.#fail('PROOF_FAILS', `The proof that the log has revision ${revision} fails.`, revision);
  }

  /** Follows the key leaves after the saved head: each must be signed by the previous key, or be trusted. */
  async #succeeds(saved: SavedHead, head: SavedHead): Promise<boolean> {
    let key = saved.publicKey;
    for (let index = saved.size; key !== head.publicKey && index < head.size; index += 1) {
      const leaf = JSON.parse(await this.logs.leaf(this.subgraph, index)) as KeyContent;
      const { signature, ...content } = leaf;
      if (leaf.kind !== 'key' || leaf.replaces !== keyIdOf(key)) continue;
      const unvouched = unvouchedKey(leaf, index, key);
      if (unvouched && !judgeKey(unvouched, { trusted: this.trusted }, this.tamperings)) return false;
      if (unvouched || (signature !== null && isSignedBy(canonicalJson({ ...content }), signature, key)))
        key = leaf.publicKey;
    }
    if (key === head.publicKey) return true;
    this.#fail('KEY_SWAPPED', `The head is signed by the key ${head.key}, which ${keyIdOf(key)} did not introduce.`);
    return false;
  }

  #fail(code: Tampering['code'], sentence: string, revision?: number): undefined {
    this.tamperings.add(code, sentence, revision);
    return undefined;
  }
}

const treeOf = ({ size, root }: SavedHead) => ({ size, root: bytes(root) });

/** Formats a value for comparison. The log omits null and empty lists. */
const known = (value: unknown): string =>
  value == null || (Array.isArray(value) && value.length === 0) ? 'unknown' : canonicalJson(value as Json);
