import type { RevisionContent } from './content.js';
import { LogWalk, type SavedHead, type TrustBySubgraph } from './log-walk.js';
import { GrowingTree, leafHash } from './merkle.js';
import { readSavedHead } from './saved-head.js';
import { Tamperings } from './tampering.js';
import type { Verification } from './verify-database.js';

/** A file that is no export. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly code = 'EXPORT_UNREADABLE';
}

const ENTRY = /^\["([0-9a-f]{64})",(\{.*\})\]$/;
const SHOWN = 300;

/**
 * Holds an export (`exportLog`; of one subgraph or several, one after the other) against its own heads and the saved
 * ones, by nothing but arithmetic. Memory is bounded.
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
    else throw new ExportError('An export begins with a line {"head": …}, as hub export writes it; this does not.');
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

/** The rows of a revision, as they are awaited after its leaf. */
interface Awaited {
  readonly content: RevisionContent;
  readonly tree: GrowingTree;
  differs: boolean;
}

/** The part of an export that is of one subgraph. */
class ExportedLog {
  readonly #tamperings: Tamperings;
  readonly #walk: LogWalk;
  #awaited?: Awaited;
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
        `The export has ${this.#walk.size} leaves, and its head is of ${this.head.size}.`,
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
      this.#tamperings.add('EXPORT_UNREADABLE', `Line ${number} is no leaf of it: ${line.slice(0, SHOWN)}`);
    else if (leaf.kind === 'revision') this.#awaited = { content: leaf, tree: new GrowingTree(), differs: false };
  }

  #takeEntry(hash: string, entry: string, number: number): void {
    const awaited = this.#awaited;
    if (!awaited) {
      this.#tamperings.add('EXPORT_UNREADABLE', `Line ${number} is a row, and no revision stands before it.`);
      return;
    }
    awaited.tree.add(Buffer.from(hash, 'hex'));
    this.#entries += 1;
    if (awaited.differs || leafHash(entry).toString('hex') === hash) return;
    awaited.differs = true;
    const { revision, dataset } = awaited.content;
    this.#tamperings.add(
      'ROW_CHANGED',
      `Line ${number}, revision ${revision}, dataset ${dataset}: the row is not what the log has; it is now ${entry.slice(0, SHOWN)}.`,
      revision,
    );
  }

  #endRows(): void {
    if (!this.#awaited) return;
    const { content, tree } = this.#awaited;
    const { revision, rows } = content;
    this.#awaited = undefined;
    if (tree.size !== rows.count)
      this.#tamperings.add(
        tree.size < rows.count ? 'ROW_MISSING' : 'ROW_UNKNOWN',
        `Revision ${revision} has ${tree.size} rows here; its leaf has ${rows.count}.`,
        revision,
      );
    else if (tree.root().toString('hex') !== rows.root)
      this.#tamperings.add(
        'ROWS_REHASHED',
        `Revision ${revision}: the hashes of its rows lead to ${tree.root().toString('hex')}; its leaf has ${rows.root}.`,
        revision,
      );
  }
}
