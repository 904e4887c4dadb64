import { canonicalJson, type Json } from './canonical.js';
import type { KeyContent, RevisionContent } from './content.js';
import { isHeadSignedBy, isSignedBy, keyIdOf } from './head.js';
import type { LogSource } from './log-source.js';
import type { SavedHead, TrustBySubgraph } from './log-walk.js';
import { judgeKey, unvouchedKey } from './lost-key.js';
import { type Hash, leafHash } from './merkle.js';
import { isConsistent, rootOfInclusion } from './proof.js';
import { type Catalogue, rowsOfResponse, type ShownRow, type Unprovable } from './response-rows.js';
import { type Tampering, Tamperings } from './tampering.js';

export interface ResponseVerification {
  /** How many rows of the answer the logs have as they are shown. */
  readonly proven: number;
  readonly unprovable: readonly Unprovable[];
  readonly tamperings: readonly Tampering[];
  /** What holds, and should be known all the same. */
  readonly notes: readonly string[];
  /** The heads that it was held against, by subgraph. */
  readonly heads: Readonly<Record<string, SavedHead>>;
}

/**
 * Proves the rows that an answer shows: that the revision which an object names recorded it with these very values, and
 * that this revision is in the log which the saved head is of. Computed fields are no rows, and are not proven.
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
  for (const [subgraph, shown] of Map.groupBy(rows, (row) => row.subgraph)) {
    const prover = new Prover(subgraph, logs, trusted);
    const head = await prover.trust(saved[subgraph]);
    if (head) heads[subgraph] = head;
    if (head) for (const row of shown) if (await prover.prove(row, head)) proven += 1;
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

  /** The newest head, if it continues the saved one, under its key or one that was put in its place. */
  async trust(saved: SavedHead | undefined): Promise<SavedHead | undefined> {
    const head = await this.logs.head(this.subgraph);
    if (head.subgraph !== this.subgraph || !isHeadSignedBy(head, head.publicKey))
      return this.#fail('HEAD_FORGED', 'The head that is served is not signed by the key that it names.');
    if (!saved) return head;
    if (!isHeadSignedBy(saved, saved.publicKey))
      return this.#fail('HEAD_DIFFERS', 'The saved head is not signed by the key that it names.');
    if (head.size < saved.size)
      return this.#fail('HEAD_DIFFERS', `The saved head is of ${saved.size} leaves, and the log has ${head.size}.`);
    const { proof } = await this.logs.consistency(this.subgraph, saved.size, head.size);
    if (!isConsistent(treeOf(saved), treeOf(head), proof.map(bytes)))
      return this.#fail('HEAD_DIFFERS', `The log does not begin with the ${saved.size} leaves of the saved head.`);
    return (await this.#succeeds(saved, head)) ? head : undefined;
  }

  /** Whether the revision recorded the row as the answer shows it. */
  async prove(row: ShownRow, head: SavedHead): Promise<boolean> {
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

  #compare(row: ShownRow, after: Readonly<Record<string, Json>> | undefined): boolean {
    const keyed = `${row.dataset} ${row.key.join(', ')}`;
    if (!after) {
      this.#fail('VALUE_DIFFERS', `${row.path}: revision ${row.revision} withdrew ${keyed}.`, row.revision);
      return false;
    }
    // A hub could prove another row than the one that was asked for.
    if (after.recordedFrom !== row.revision || row.keyNames.some((name, at) => String(after[name]) !== row.key[at])) {
      this.#fail('PROOF_FAILS', `${row.path}: the proof that was given is of another row than ${keyed}.`, row.revision);
      return false;
    }
    for (const [column, value] of Object.entries(row.values)) {
      const [shown, logged] = [value, after[column]].map(known);
      if (shown === logged) continue;
      const sentence = `${row.path}.${column} is ${shown}; the log has ${logged} for ${keyed}.`;
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

  /** Follows the leaves of keys from the saved head on: each must be signed by the key before it, or be trusted. */
  async #succeeds(saved: SavedHead, head: SavedHead): Promise<boolean> {
    let key = saved.publicKey;
    for (let index = saved.size; key !== head.publicKey && index < head.size; index += 1) {
      const leaf = JSON.parse(await this.logs.leaf(this.subgraph, index)) as KeyContent;
      const { signature, ...said } = leaf;
      if (leaf.kind !== 'key' || leaf.replaces !== keyIdOf(key)) continue;
      const unvouched = unvouchedKey(leaf, index, key);
      if (unvouched && !judgeKey(unvouched, { trusted: this.trusted }, this.tamperings)) return false;
      if (unvouched || (signature !== null && isSignedBy(canonicalJson({ ...said }), signature, key)))
        key = leaf.publicKey;
    }
    if (key === head.publicKey) return true;
    this.#fail('KEY_SWAPPED', `The key ${head.key} signs, and ${keyIdOf(key)} has not put it in its place.`);
    return false;
  }

  #fail(code: Tampering['code'], sentence: string, revision?: number): undefined {
    this.tamperings.add(code, sentence, revision);
    return undefined;
  }
}

const treeOf = ({ size, root }: SavedHead) => ({ size, root: bytes(root) });

/** What is unknown is left out of a log: null, and a list without anything in it. */
const known = (value: unknown): string =>
  value == null || (Array.isArray(value) && value.length === 0) ? 'unknown' : canonicalJson(value as Json);
