import type { RevisionContent } from './content.js';
import { LogWalk, type SavedHead, type TrustBySubgraph } from './log-walk.js';
import { GrowingTree, leafHash } from './merkle.js';
import { readSavedHead } from './saved-head.js';
import { Tamperings } from './tampering.js';
import type { Verification } from './verify-database.js';

/** The file is not an export. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly code = 'EXPORT_UNREADABLE';
}

const ENTRY = /^\["([0-9a-f]{64})",(\{.*\})\]$/;
/** Characters of a line that messages quote. */
const QUOTED_LENGTH = 300;

/**
 * Verifies an export (`exportLog`, of one or several subgraphs in sequence) against its heads and the saved heads, without
 * access to the hub. Memory is bounded.
 */
export async function verifyExport(lines: AsyncIterable<string>, trust: TrustBySubgraph = {}): Promise<Verification[]> {
  const logs: ExportedLog[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const head = line.startsWith('{"head":') && readHead(line);
    if (head) {
      logs.at(-1)?.end(trust);
      logs.push(new ExportedLog(head));
    } else if (logs.length > 0) logs.at(-1)!.take(line, number);
    else
      throw new ExportError('The file is not an export: its first line must be {"head": …}. Create one by hub export.');
  }
  logs.at(-1)?.end(trust);
  return logs.map((log) => log.verification());
}

function readHead(line: string): SavedHead | undefined {
  try {
    return readSavedHead((JSON.parse(line) as { head: unknown }).head);
  } catch {
    return undefined;
  }
}

/** The revision whose rows follow in the export. */
interface OpenRevision {
  readonly content: RevisionContent;
  readonly tree: GrowingTree;
  differs: boolean;
}

/** The part of an export of one subgraph. */
class ExportedLog {
  readonly #tamperings: Tamperings;
  readonly #walk: LogWalk;
  #open?: OpenRevision;
  #entries = 0;

  constructor(private readonly head: SavedHead) {
    this.#tamperings = new Tamperings(head.subgraph);
    this.#walk = new LogWalk(this.#tamperings);
  }

  take(line: string, number: number): void {
    const entry = ENTRY.exec(line);
    if (entry) this.#takeEntry(entry[1]!, entry[2]!, number);
    else this.#takeLeaf(line, number);
  }

  end({ saved = {}, trusted }: TrustBySubgraph): void {
    this.#endRows();
    this.#walk.checkHead(this.head);
    if (this.#walk.size > this.head.size)
      this.#tamperings.add(
        'HEAD_MISSING',
        `The export has ${this.#walk.size} leaves, but its head covers ${this.head.size}.`,
      );
    this.#walk.checkAgainst({ saved: saved[this.head.subgraph], trusted });
  }

  verification(): Verification {
    return {
      subgraph: this.head.subgraph,
      leaves: this.#walk.size,
      root: this.#walk.root,
      entries: this.#entries,
      tamperings: this.#tamperings.found,
      notes: this.#tamperings.notes,
    };
  }

  #takeLeaf(line: string, number: number): void {
    this.#endRows();
    const leaf = this.#walk.take(line);
    if (!leaf || leaf.subgraph !== this.head.subgraph)
      this.#tamperings.add(
        'EXPORT_UNREADABLE',
        `Line ${number} is not a leaf of this subgraph: ${line.slice(0, QUOTED_LENGTH)}`,
      );
    else if (leaf.kind === 'revision') this.#open = { content: leaf, tree: new GrowingTree(), differs: false };
  }

  #takeEntry(hash: string, entry: string, number: number): void {
    const open = this.#open;
    if (!open) {
      this.#tamperings.add('EXPORT_UNREADABLE', `Line ${number} is a row without a preceding revision.`);
      return;
    }
    open.tree.add(Buffer.from(hash, 'hex'));
    this.#entries += 1;
    if (open.differs || leafHash(entry).toString('hex') === hash) return;
    open.differs = true;
    const { revision, dataset } = open.content;
    this.#tamperings.add(
      'ROW_CHANGED',
      `Line ${number}, revision ${revision}, dataset ${dataset}: the row differs from the log; it is now ${entry.slice(0, QUOTED_LENGTH)}.`,
      revision,
    );
  }

  #endRows(): void {
    if (!this.#open) return;
    const { content, tree } = this.#open;
    const { revision, rows } = content;
    this.#open = undefined;
    if (tree.size !== rows.count)
      this.#tamperings.add(
        tree.size < rows.count ? 'ROW_MISSING' : 'ROW_UNKNOWN',
        `Revision ${revision} has ${tree.size} rows in the export; its leaf has ${rows.count}.`,
        revision,
      );
    else if (tree.root().toString('hex') !== rows.root)
      this.#tamperings.add(
        'ROWS_REHASHED',
        `Revision ${revision}: its row hashes have the root ${tree.root().toString('hex')}; its leaf has ${rows.root}.`,
        revision,
      );
  }
}
